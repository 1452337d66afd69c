import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_building import TEXT

from tracker.reading.errors import ReadingError
from tracker.reading.folders import _matches, files_in

ALL = [
    "news/2021/c.md",
    "news/2021/drafts/d.txt",
    "news/2022/drafts/f.txt",
    "news/2022/e.jsonl.gz",
    "news/a.html",
    "news/b.txt",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    written(ALL)
    return tmp_path


def written(names: Iterable[str], content: bytes = TEXT.encode()) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)


def found(*arguments: str, exclude: Iterable[str] = ()) -> list[str]:
    return [f"! {each}" if isinstance(each, ReadingError) else str(each) for each in files_in(arguments, list(exclude))]


@pytest.mark.usefixtures("folder")
class TestArguments:
    def test_a_folder_is_what_is_in_it_sorted(self) -> None:
        assert found("news") == ALL

    def test_arguments_keep_their_order(self) -> None:
        assert found("news/b.txt", "-", "https://bote.example/a*", "news/2021", "HTTP://x") == [
            "news/b.txt",
            "-",
            "https://bote.example/a*",
            "news/2021/c.md",
            "news/2021/drafts/d.txt",
            "HTTP://x",
        ]

    @pytest.mark.parametrize(
        ("pattern", "names"),
        [
            ("news/*", ["news/a.html", "news/b.txt"]),
            ("news/**/*.txt", ["news/2021/drafts/d.txt", "news/2022/drafts/f.txt", "news/b.txt"]),
            ("news/*/drafts/?.txt", ["news/2021/drafts/d.txt", "news/2022/drafts/f.txt"]),
            ("n*/[ab].*", ["news/a.html", "news/b.txt"]),
            ("**/c.md", ["news/2021/c.md"]),
            ("news/**", ALL),
        ],
    )
    def test_patterns(self, pattern: str, names: list[str]) -> None:
        assert found(pattern) == names
        assert found(str(Path.cwd() / pattern)) == [str(Path.cwd() / name) for name in names]

    @pytest.mark.parametrize(
        ("exclude", "left_out"),
        [
            (["*.txt"], "news/2021/drafts/d.txt news/2022/drafts/f.txt news/b.txt"),
            (["drafts"], "news/2021/drafts/d.txt news/2022/drafts/f.txt"),
            (["drafts/"], "news/2021/drafts/d.txt news/2022/drafts/f.txt"),
            (["a.html/"], ""),
            (["2021/drafts"], "news/2021/drafts/d.txt"),
            (["news/2021/*"], "news/2021/c.md news/2021/drafts/d.txt"),
            (["./2021/"], "news/2021/c.md news/2021/drafts/d.txt"),
            (["**/drafts/f.*"], "news/2022/drafts/f.txt"),
            (["2022/**"], "news/2022/drafts/f.txt news/2022/e.jsonl.gz"),
            (["*.html", "*.md"], "news/a.html news/2021/c.md"),
            ([""], ""),
        ],
    )
    def test_what_is_left_out(self, exclude: list[str], left_out: str) -> None:
        assert found("news", exclude=exclude) == [name for name in ALL if name not in left_out.split()]

    def test_named_files_are_left_out_too(self) -> None:
        assert found("news/b.txt", "news/a.html", exclude=["*.txt"]) == ["news/a.html"]

    def test_a_pattern_that_is_a_files_name(self) -> None:
        written(["news/[1].txt"])
        assert found("news/[1].txt") == ["news/[1].txt"]

    def test_what_is_not_there_is_said(self) -> None:
        Path("empty/.git").mkdir(parents=True)
        assert found("none.txt", "news/*.pdf", "none/*.txt", "empty") == [
            "! none.txt: no such file. Check the path.",
            "! news/*.pdf: no file matches this pattern. Check the path.",
            "! none: no such file. Check the path.",
            "! empty: no articles in this folder.",
        ]


@pytest.mark.usefixtures("folder")
class TestWhatMayBeAnArticle:
    def test_hidden_and_other_files_are_passed_over(self) -> None:
        written(
            ["mix/.hidden.txt", "mix/.git/a.txt", "mix/~$b.docx", "mix/Thumbs.db", "mix/a.jpg", "mix/b.db", "mix/c.css"]
        )
        written(["mix/d.TXT", "mix/e.PDF", "mix/f.docx", "mix/g.warc.gz", "mix/h.csv", "mix/i.eml"])
        assert found("mix") == [f"mix/{name}" for name in ("d.TXT", "e.PDF", "f.docx", "g.warc.gz", "h.csv", "i.eml")]

    def test_what_the_name_does_not_tell_the_content_does(self) -> None:
        written(["mix/genf", "mix/genf.2022", "mix/text.gz"])
        written(["mix/picture"], b"\x89PNG\r\n\x1a\n\x00\x00")
        written(["mix/nothing"], b"")
        written(["mix/feed.xml"], b"<?xml version='1.0'?><rss><channel/></rss>")
        assert found("mix") == ["mix/genf", "mix/genf.2022", "mix/text.gz"]

    def test_named_or_matched_files_are_always_tried(self) -> None:
        written(["mix/a.jpg", "mix/.hidden.txt"])
        assert found("mix/a.jpg", "mix/.hidden.txt", "mix/*.jpg") == ["mix/a.jpg", "mix/.hidden.txt", "mix/a.jpg"]

    def test_the_parts_of_a_saved_page(self) -> None:
        written(
            ["mix/Genf.html", "mix/Genf_files/ad.html", "mix/Rat.htm", "mix/Rat-Dateien/x.html", "mix/my_files/a.txt"]
        )
        assert found("mix") == ["mix/Genf.html", "mix/Rat.htm", "mix/my_files/a.txt"]

    def test_pipes_are_passed_over(self) -> None:
        written(["mix/a.txt"])
        os.mkfifo("mix/pipe.txt")
        assert found("mix") == ["mix/a.txt"]


@pytest.mark.usefixtures("folder")
class TestLinks:
    def test_a_link_back_is_followed_once(self) -> None:
        Path("news/2021/back").symlink_to(Path("news").resolve())
        assert found("news") == ALL

    def test_a_linked_file_is_a_file_and_a_broken_link_is_said(self) -> None:
        Path("links").mkdir()
        Path("links/a.txt").symlink_to(Path("news/b.txt").resolve())
        Path("links/b.txt").symlink_to("nowhere")
        Path("links/c").symlink_to("c")
        assert found("links") == [
            "links/a.txt",
            "! links/b.txt: a link to nothing. Remove it, or mend it.",
            "! links/c: a link to nothing. Remove it, or mend it.",
        ]


@pytest.mark.usefixtures("folder")
def test_a_folder_that_cannot_be_read_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(folder: Path) -> object:
        if folder.name == "2021":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    listed = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    assert found("news") == ["! news/2021: no permission to read it. Check who may (ls -l).", *ALL[2:]]


def test_names_that_cannot_stand_in_a_line(tmp_path: Path) -> None:
    for argument in ("a\nb", "a\0b", "\ud800", "*\x1b[31m", "x" * 5000):
        [problem] = files_in([str(tmp_path / argument)])
        assert isinstance(problem, ReadingError)
        assert str(problem).isprintable()


def test_the_first_file_comes_before_the_last_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a/a.txt", "b/b.txt"):
        written([str(tmp_path / name)])
    walk = files_in([str(tmp_path)])
    assert next(walk) == tmp_path / "a/a.txt"
    monkeypatch.setattr(os, "scandir", lambda folder: pytest.fail("looked"))
    with pytest.raises(pytest.fail.Exception):
        next(walk)


def test_a_deep_folder(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(300):
        path = path / "abc"
    path.mkdir(parents=True)
    (path / "a.txt").write_text(TEXT)
    assert list(files_in([str(tmp_path)])) == [path / "a.txt"]
    assert list(files_in([str(tmp_path / "**/**/**/a.txt")])) == [path / "a.txt"]


PARTS = st.lists(st.sampled_from("ab"), min_size=1, max_size=6)


@given(PARTS, st.lists(st.sampled_from(["a", "b", "*", "**"]), min_size=1, max_size=6))
def test_stars_match_as_their_definition_says(names: list[str], pattern: list[str]) -> None:
    def defined(names: list[str], pattern: list[str]) -> bool:
        if not pattern:
            return not names
        if pattern[0] == "**":
            return defined(names, pattern[1:]) or (bool(names) and defined(names[1:], pattern))
        return bool(names) and pattern[0] in ("*", names[0]) and defined(names[1:], pattern[1:])

    assert _matches(names, pattern) == defined(names, pattern)


def test_what_tells_of_a_folder_is_no_article_unless_it_is_named(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    notes = ["README", "readme.de.md", "LICENSE.txt", "licence.md", "CHANGELOG.md", "CONTRIBUTING.rst", "Copying"]
    articles = ["a.txt", "license-dispute.txt", "readmeover.md"]
    written(f"news/{name}" for name in (*notes, *articles))
    assert found("news") == [f"news/{name}" for name in articles]
    assert found("news/README", "news/LICENSE*") == ["news/README", "news/LICENSE.txt"]
    written(["notes/README.md"])
    assert found("notes") == ["! notes: no articles in this folder."]
