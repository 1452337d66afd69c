"""What the guides and CONTRIBUTING name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "CONTRIBUTING.md", ROOT / "README.md", *sorted((ROOT / "tracker" / "guides").glob("*.md"))]
PATH = re.compile(r"`((?:[\w.*]+/)+[\w.*]*|\w+\.(?:py|md))`")
LANGUAGE = "de"  # in the place of LANGUAGE in paths


def exists(path: str) -> bool:
    """Whether a path is there, seen from the repository or from the package `tracker`, or from one inside it."""
    path = path.replace("LANGUAGE", LANGUAGE).rstrip("/")
    roots = [ROOT, ROOT / "tracker", *(each for each in (ROOT / "tracker").iterdir() if each.is_dir())]
    return any(list(root.glob(path)) for root in roots)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_file_that_is_named_is_there(page: Path) -> None:
    named = PATH.findall(page.read_text(encoding="utf-8"))
    ours = [
        path for path in named if path.split("/")[0] in {"tracker", "tests", "fixtures", ".ci"} or "guides" in str(page)
    ]
    assert [path for path in ours if not exists(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
