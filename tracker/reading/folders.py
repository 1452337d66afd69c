"""From arguments to files: folders and what is in them, patterns, exclusions."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from tracker.reading.errors import ReadingError, cannot_read, shown
from tracker.reading.framing.detection import FORMAT_OF_SUFFIX, format_of
from tracker.reading.framing.streams import PACKED_SUFFIXES, beginning_of, unpacked_beginning
from tracker.reading.lexicons import document_words

STDIN = "-"
ADDRESS_BEGINNINGS = ("http://", "https://")
MAGIC = frozenset("*?[")

# Endings of files that are no articles; a file with neither one of these nor a known ending is examined.
_SUFFIXES = (
    ".jpg .jpeg .png .gif .webp .svg .ico .bmp .tif .tiff .heic .avif .psd .mp3 .m4a .wav .ogg .flac .aac .mp4 .m4v "
    ".mov .avi .mkv .webm .db .sqlite .sqlite3 .db-wal .db-shm .db-journal .zip .7z .rar .tar .tgz .iso .dmg .exe "
    ".dll .so .dylib .bin .o .a .pyc .class .jar .woff .woff2 .ttf .otf .eot .css .js .mjs .ts .map .py .pyi .sh .bat "
    ".c .h .cpp .java .rs .go .rb .toml .ini .cfg .lock .log .xls .xlsx .ods .ppt .pptx .odp .feather .arrow "
    ".npy .npz .pkl .onnx .pt .safetensors .tmp .part .crdownload .swp .bak"
)
OTHER_SUFFIXES = frozenset(_SUFFIXES.split())
OTHER_NAMES = frozenset(("thumbs.db", "desktop.ini", "__pycache__", "node_modules", "__macosx"))
# Files about a folder or a program, beside the articles.
NOTES = frozenset(("readme", "license", "licence", "copying", "changelog", "contributing", "code_of_conduct"))
SUFFIXES_OF_NOTES = frozenset(("", ".txt", ".md", ".markdown", ".rst", ".html"))
BYTES_LOOKED_AT = 32_768  # of a file whose name doesn't say what it is; detection takes no time for this few
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")

Found = Path | str | ReadingError


def files_in(arguments: Iterable[str], exclude: Sequence[str] = ()) -> Iterator[Found]:
    """The files that arguments name, in order; a problem is a ReadingError in place of the files.

    A file stands for itself. A folder stands for the files in it and in its subfolders, sorted by name, without
    hidden ones and without files that can't be articles by their name (photo.jpg, README.md) or, where the name
    says nothing, by their content. A pattern (`news/**/*.html`) stands for the files that match it, whatever their
    names, by the same rules otherwise. "-" and addresses are returned as they are.

    Each pattern in `exclude` leaves out what it matches, named or found: without a slash it matches the name of any
    file or folder (`*.tmp`, `drafts`); with one it matches the path as the user writes it, or relative to the
    folder that the user named (`news/2019/*`, `2019/**`); with a slash at the end it matches folders only. `*`
    stands for any characters but a slash, `?` for one, `[…]` for one of those listed, `**` for any folders.

    Only one folder's names at a time are held in memory.
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
    """What was found, or the problem where nothing was."""
    first = next(found, None)
    yield first if first is not None else ReadingError(problem)
    yield from found


def _walk(base: Path, excluded: "list[_Exclusion]", pattern: tuple[str, ...] | None) -> Iterator[Found]:
    """The files below a folder: those that match the pattern or, without one, those that may be articles."""
    entered: set[tuple[int, int]] = set()  # links may lead in circles
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
    """The entries of a folder that wasn't visited before, sorted by name, without hidden ones."""
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
    """Whether an entry is a "folder", a "file" or "other", such as a pipe; None where it is a broken link."""
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
    """Whether it is the folder with the images and scripts of a saved page beside it."""
    endings = [ending for ending in document_words().page_folders if name.lower().endswith(ending)]
    if kinds[name] != "folder" or not endings:
        return False
    page = name[: -max(map(len, endings))]
    return any(f"{page}{suffix}" in kinds for suffix in PAGE_SUFFIXES)


def _may_be_article(path: Path) -> bool:
    """Whether a file may be or hold articles, by its name or, where that says nothing, by its content."""
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
        return True  # reading it will report why it can't be read


@dataclass(frozen=True, slots=True)
class _Exclusion:
    """A pattern that leaves out files, split into its parts."""

    parts: tuple[str, ...]
    folders_alone: bool

    @classmethod
    def of(cls, pattern: str) -> "_Exclusion":
        """The exclusion that a user's pattern stands for."""
        return cls(tuple(part for part in pattern.split("/") if part not in ("", ".")), pattern.endswith("/"))

    def matches(self, below: tuple[str, ...], whole: tuple[str, ...], is_folder: bool) -> bool:
        """Whether it leaves out a file or folder, by its path below the named folder and by its whole path."""
        if not self.parts or (self.folders_alone and not is_folder):
            return False
        if len(self.parts) == 1:
            return fnmatchcase(below[-1], self.parts[0])
        return _matches(below, self.parts) or _matches(whole, self.parts)


def _matches(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a sequence of names matches a pattern, in which `**` stands for any number of names."""
    reached = {0}  # positions in the pattern up to which the names so far may match
    for name in names:
        reached = _past_stars(reached, pattern)
        stayed = {at for at in reached if at < len(pattern) and pattern[at] == "**"}
        reached = stayed | {at + 1 for at in reached - stayed if at < len(pattern) and fnmatchcase(name, pattern[at])}
    return len(pattern) in _past_stars(reached, pattern)


def _may_begin(names: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a sequence of folder names can be the beginning of one that matches the pattern."""
    for name, part in zip(names, pattern, strict=False):
        if part == "**":
            return True
        if not fnmatchcase(name, part):
            return False
    return len(names) < len(pattern)


def _past_stars(reached: set[int], pattern: Sequence[str]) -> set[int]:
    """The positions in a pattern, and for each that stands at `**` also the one after it."""
    past = set(reached)
    for at in sorted(reached):
        while at < len(pattern) and pattern[at] == "**":
            at += 1
            past.add(at)
    return past
