"""Arguments to files: folders with all that is in them, patterns, and what the user leaves out."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from tracker.reading.errors import ReadingError, cannot_read, shown
from tracker.reading.framing.detection import FORMAT_OF_SUFFIX, format_of
from tracker.reading.framing.streams import PACKED_SUFFIXES, beginning_of, unpacked_beginning

STDIN = "-"
ADDRESS_BEGINNINGS = ("http://", "https://")
MAGIC = frozenset("*?[")

# What lies about in folders and is no article; what has none of these endings and no known one is looked into.
_SUFFIXES = (
    ".jpg .jpeg .png .gif .webp .svg .ico .bmp .tif .tiff .heic .avif .psd .mp3 .m4a .wav .ogg .flac .aac .mp4 .m4v "
    ".mov .avi .mkv .webm .db .sqlite .sqlite3 .db-wal .db-shm .db-journal .zip .7z .rar .tar .tgz .iso .dmg .exe "
    ".dll .so .dylib .bin .o .a .pyc .class .jar .woff .woff2 .ttf .otf .eot .css .js .mjs .ts .map .py .pyi .sh .bat "
    ".c .h .cpp .java .rs .go .rb .toml .ini .cfg .lock .log .xls .xlsx .ods .ppt .pptx .odp .parquet .feather .arrow "
    ".npy .npz .pkl .onnx .pt .safetensors .tmp .part .crdownload .swp .bak"
)
OTHER_SUFFIXES = frozenset(_SUFFIXES.split())
OTHER_NAMES = frozenset(("thumbs.db", "desktop.ini", "__pycache__", "node_modules", "__macosx"))
# What tells of a folder or a program and stands beside the articles.
NOTES = frozenset(("readme", "license", "licence", "copying", "changelog", "contributing", "code_of_conduct"))
SUFFIXES_OF_NOTES = frozenset(("", ".txt", ".md", ".markdown", ".rst", ".html"))
BYTES_LOOKED_AT = 32_768  # of a file whose name doesn't say what it is: so few are judged in no time, whatever they are
# Where browsers put the images and scripts of a page that they save.
PARTS_OF_PAGE = ("_files", "-files", "_file", "-dateien", "_dateien")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")

Found = Path | str | ReadingError


def files_in(arguments: Iterable[str], exclude: Sequence[str] = ()) -> Iterator[Found]:
    """The files that arguments name, in their order; a problem is a ReadingError in the place of the files.

    A file is itself. A folder is the files in it and in its folders, sorted by name, without hidden ones and without
    what can't be an article by its name (photo.jpg, README.md) or, where the name says nothing, by its content. A
    pattern (`news/**/*.html`)
    is the files that match it, by the same rules but with whatever names. "-" and addresses are handed on as they are.

    Each pattern in `exclude` leaves out what it matches, named or found: without a slash the name of any file or
    folder (`*.tmp`, `drafts`), with one the path as the user writes it or as it is below the folder that the user
    named (`news/2019/*`, `2019/**`); a slash at the end leaves out folders alone. `*` stands for any characters but a
    slash, `?` for one, `[…]` for one of these, `**` for any folders.

    Takes the memory of one folder's names at a time.
    """
    excluded = [_Exclusion.of(pattern) for pattern in exclude]
    for argument in arguments:
        if argument == STDIN or argument.lower().startswith(ADDRESS_BEGINNINGS):
            yield argument
        else:
            yield from _files_of(argument, excluded)


def _files_of(argument: str, excluded: "list[_Exclusion]") -> Iterator[Found]:
    path = Path(argument)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        if MAGIC & set(argument) and not isinstance(error, PermissionError):
            yield from _matching(argument, excluded)
        else:
            yield cannot_read(shown(argument), error)
        return
    if any(each.matches((path.name,), path.parts, stat.S_ISDIR(mode)) for each in excluded):
        return
    if not stat.S_ISDIR(mode):
        yield path
        return
    yield from _or_nothing(_walk(path, excluded, None), f"{shown(argument)}: no articles in this folder.")


def _matching(pattern: str, excluded: "list[_Exclusion]") -> Iterator[Found]:
    """The files that a pattern matches."""
    parts = PurePath(pattern).parts
    plain = next(number for number, part in enumerate(parts) if MAGIC & set(part))
    base = Path(*parts[:plain]) if plain else Path()
    found = _walk(base, excluded, parts[plain:])
    yield from _or_nothing(found, f"{shown(pattern)}: no file matches this pattern. Check the path.")


def _or_nothing(found: Iterator[Found], problem: str) -> Iterator[Found]:
    """What was found, or the problem that there is nothing."""
    first = next(found, None)
    yield first if first is not None else ReadingError(problem)
    yield from found


def _walk(base: Path, excluded: "list[_Exclusion]", pattern: tuple[str, ...] | None) -> Iterator[Found]:
    """The files below a folder, those that match the pattern or, without one, those that may be articles."""
    entered: set[tuple[int, int]] = set()  # links may lead back to a folder
    waiting: list[Iterator[_Entry | ReadingError]] = [_entries(base, (), entered)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, ReadingError):
            yield entry
        elif any(each.matches(entry.below, entry.path.parts, entry.is_folder) for each in excluded):
            continue
        elif entry.is_folder:
            if pattern is None or _may_begin(entry.below, pattern):
                waiting.append(_entries(entry.path, entry.below, entered))
        elif _matches(entry.below, pattern) if pattern else _may_be_article(entry.path):
            yield entry.path


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file or folder, and the names that lead to it from the folder that the user named."""

    path: Path
    below: tuple[str, ...]
    is_folder: bool


def _entries(folder: Path, below: tuple[str, ...], entered: set[tuple[int, int]]) -> Iterator[_Entry | ReadingError]:
    """What is in a folder that wasn't entered before, sorted by name, without what is hidden."""
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listed:
            kinds = {entry.name: _kind(entry) for entry in listed if not _is_hidden(entry.name)}
    except OSError as error:
        yield cannot_read(shown(folder), error)
        return
    for name in sorted(kinds):
        if kinds[name] is None:
            yield ReadingError(f"{shown(folder / name)}: a link to nothing. Remove it, or mend it.")
        elif kinds[name] != "other" and not _is_part_of_page(name, kinds):
            yield _Entry(folder / name, (*below, name), kinds[name] == "folder")


def _kind(entry: "os.DirEntry[str]") -> str | None:
    """Whether an entry is a folder, a file or something other, such as a pipe; None where it is a link to nothing."""
    try:
        if entry.is_dir():
            return "folder"
        if entry.is_file():
            return "file"
        return None if entry.is_symlink() and not Path(entry.path).exists() else "other"
    except OSError:  # links in a circle
        return None


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in OTHER_NAMES


def _is_part_of_page(name: str, kinds: dict[str, str | None]) -> bool:
    """Whether it is the folder beside a saved page that has the page's parts."""
    if kinds[name] != "folder" or not name.lower().endswith(PARTS_OF_PAGE):
        return False
    page = name[: -max(len(ending) for ending in PARTS_OF_PAGE if name.lower().endswith(ending))]
    return any(f"{page}{suffix}" in kinds for suffix in PAGE_SUFFIXES)


def _may_be_article(path: Path) -> bool:
    """Whether a file may be or hold articles, by its name or, where that doesn't say, by its content."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES_OF_NOTES and path.name.lower().partition(".")[0] in NOTES:
        return False
    if suffix in PACKED_SUFFIXES:
        suffix = PurePath(path.stem).suffix.lower()
    if suffix in FORMAT_OF_SUFFIX or suffix == ".pdf" or suffix == ".docx":
        return True
    if suffix in OTHER_SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            beginning = unpacked_beginning(beginning_of(file, BYTES_LOOKED_AT), BYTES_LOOKED_AT)
        return bool(beginning.strip()) and format_of(beginning, path.name) is not None
    except ReadingError:
        return False
    except OSError:
        return True  # so that whoever reads it says why it can't be read


@dataclass(frozen=True, slots=True)
class _Exclusion:
    """A pattern of what is left out, in its parts."""

    parts: tuple[str, ...]
    folders_alone: bool

    @classmethod
    def of(cls, pattern: str) -> "_Exclusion":
        """The exclusion that a user's pattern means."""
        return cls(tuple(part for part in pattern.split("/") if part not in ("", ".")), pattern.endswith("/"))

    def matches(self, below: tuple[str, ...], whole: tuple[str, ...], is_folder: bool) -> bool:
        """Whether it leaves out a file or folder, by its path below the folder that was named and by all of it."""
        if not self.parts or (self.folders_alone and not is_folder):
            return False
        if len(self.parts) == 1:
            return fnmatchcase(below[-1], self.parts[0])
        return _matches(below, self.parts) or _matches(whole, self.parts)


def _matches(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether names that follow each other match a pattern, in which `**` stands for any number of them."""
    reached = {0}  # how much of the pattern the names so far may have matched
    for name in names:
        reached = _past_stars(reached, pattern)
        stayed = {at for at in reached if at < len(pattern) and pattern[at] == "**"}
        reached = stayed | {at + 1 for at in reached - stayed if at < len(pattern) and fnmatchcase(name, pattern[at])}
    return len(pattern) in _past_stars(reached, pattern)


def _may_begin(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether names of folders may be the beginning of names that match a pattern."""
    for name, part in zip(names, pattern, strict=False):
        if part == "**":
            return True
        if not fnmatchcase(name, part):
            return False
    return len(names) < len(pattern)


def _past_stars(reached: set[int], pattern: Sequence[str]) -> set[int]:
    """With each place before `**`, the one after it."""
    past = set(reached)
    for at in sorted(reached):
        while at < len(pattern) and pattern[at] == "**":
            at += 1
            past.add(at)
    return past
