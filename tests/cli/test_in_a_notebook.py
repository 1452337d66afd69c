"""A notebook, run as Jupyter runs it: what a cell shows is what is in the database."""

import pytest
from port_and_bridge import bridge, port

import tracker
from tracker.extraction.statements import Versions
from tracker.store import Store

nbclient = pytest.importorskip("nbclient", reason="needs nbclient and ipykernel")
nbformat = pytest.importorskip("nbformat")

CELLS = (
    'import tracker\ndatabase = tracker.open("tracker.db")',
    "quotes = database.quotes()\nquotes",
    "frame = quotes.to_pandas()[['act', 'quote']]\nframe",
    "quotes[0]",
    "print(*frame['act'], sep=', ')",
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """One with a database, in which also Jupyter keeps what it writes."""
    for variable in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(variable, str(tmp_path / "jupyter"))
    with Store.open(tmp_path / "tracker.db") as store:
        for article, extraction in (port(), bridge()):
            store.add(article, extraction, Versions("model", "code"))
    return tmp_path


def run(cells, folder):
    """What each cell shows or prints, by MIME type. Raises where a cell fails."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = nbclient.NotebookClient(
        notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": str(folder)}}
    )
    client.execute()
    return [_shown(cell.outputs) for cell in notebook.cells]


def _shown(outputs):
    return {
        kind: text
        for output in outputs
        for kind, text in (output.data if "data" in output else {"text/plain": output.text}).items()
    }


def test_a_notebook_shows_answers_tables_and_statements(folder):
    _, listed, table, alone, acts = run(CELLS, folder)
    with tracker.open(folder / "tracker.db") as database:
        quotes = database.quotes()
    assert listed["text/html"].count("<tr>") == 1 + len(quotes)
    assert table["text/html"].count("<tr") == 1 + len(quotes)
    assert alone["text/html"] == quotes[0]._repr_html_()
    assert acts == {"text/plain": ", ".join(row.act for row in quotes) + "\n"}


def test_a_cell_that_asks_for_what_is_not_there_says_so(folder):
    with pytest.raises(nbclient.exceptions.CellExecutionError, match="Nobody"):
        run([CELLS[0], 'database.quotes(actor="Nobody Atall")'], folder)
