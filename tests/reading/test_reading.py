import subprocess
import sys


def loaded_by(statement: str) -> set[str]:
    program = f"import sys; {statement}; print(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )


def test_questions_load_the_record_alone() -> None:
    loaded = loaded_by("from tracker.reading.article import PublishedBasis")
    assert {name for name in loaded if name.startswith("tracker.reading.")} == {"tracker.reading.article"}


def test_reading_an_article_loads_nothing_of_extraction_and_nothing_heavy() -> None:
    loaded = loaded_by(
        "from tracker.reading.documents import read_stream; read_stream(b'Kiel, 21. Januar 2022\\n\\nEs war so.')"
    )
    assert not {"numpy", "dateparser", "py3langid", "onnxruntime"} & loaded
    of_extraction = {name for name in loaded if name.startswith("tracker.extraction.")}
    assert of_extraction <= {"tracker.extraction.statements"}  # records only, which `import tracker` offers
