"""Gold files: annotated articles as offsets, with the digest of the text instead of texts that are other people's.

Names are given as forms by kind, as somebody has read and sorted them. A file of forms has sections ([person],
[organisation], [place], [other]) with the forms as they are printed, "|" between them, for all articles of a language;
or, in JSON Lines, an article's `id` and its own forms by kind, so that *Washington* may be a person here and a place
there. A person's surname counts by itself too, and so does what a person leads: *Clinton campaign*.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.extraction.statements import Span
from tracker.gold.answers import GoldStatement
from tracker.gold.batches import NumberedArticle
from tracker.terms import ReferentKind

GENERATIONS = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III"})
LED = ("campaign", "administration")  # by a person: an organisation of that name
NO_SURNAMES = frozenset({"May", "March", "August", "Will", "Price"})  # which mostly mean something else

Forms = Mapping[str, ReferentKind]
Name = tuple[Span, ReferentKind]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with what its reader found."""

    article: NumberedArticle
    statements: Sequence[GoldStatement]

    def as_row(self, *, with_text: bool) -> dict[str, Any]:
        """The article as a line of a gold file; `with_text` only where the text is the project's own."""
        row: dict[str, Any] = {
            "id": self.article.identifier,
            "language": self.article.language,
            "date": self.article.published.isoformat(),
        }
        if with_text:
            row["title"] = self.article.title
            row["text"] = self.article.text
        row["sha256"] = digest_of(self.article.text)
        row["statements"] = [each.as_row() for each in self.statements]
        return row


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode()).hexdigest()


def write_gold(file: Path, articles: Iterable[GoldArticle], *, with_text: bool) -> None:
    """Write a gold file, one article a line, in the order of their ids."""
    write_rows(file, sorted((each.as_row(with_text=with_text) for each in articles), key=lambda row: row["id"]))


def write_rows(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the lines of a gold file."""
    file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


def read_rows(file: Path) -> list[Mapping[str, Any]]:
    """The lines of a gold file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def read_forms(file: Path) -> dict[str, ReferentKind]:
    """The forms of a file, with their kinds. Raises ValueError, which names the line."""
    forms: dict[str, ReferentKind] = {}
    kind: ReferentKind | None = None
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if section := re.fullmatch(r"\[(\w+)\]", line.strip()):
            kind = ReferentKind(section[1])
        elif line.strip():
            if kind is None:
                raise ValueError(f"{file}, line {number}: forms before the first [kind]")
            forms |= {form.strip(): kind for form in line.split("|") if form.strip()}
    return {**_derived(forms), **forms}


def read_forms_of_articles(file: Path) -> dict[str, dict[str, ReferentKind]]:
    """The forms of each article in a file of JSON Lines, by its id. Raises ValueError, which names the line."""
    found: dict[str, dict[str, ReferentKind]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            forms = {form: kind for kind in ReferentKind for form in row.get(kind, ())}
            found[row["id"]] = {**_derived(forms), **forms}
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise ValueError(f"{file}, line {number}: not an article's id with forms by kind") from error
    return found


def names_in(text: str, forms: Forms) -> Iterator[Name]:
    """The names of a text, in order: of forms that overlap, the longest."""
    if not forms:
        return
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    pattern = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text):
        yield Span(*match.span()), forms[" ".join(match.group().split())]


def with_names(row: Mapping[str, Any], text: str, forms: Forms) -> dict[str, Any]:
    """A row of a gold file with its `names`: [start, end, kind]."""
    names = [[span.start, span.end, kind.value] for span, kind in names_in(text, forms)]
    before = {key: value for key, value in row.items() if key not in ("names", "statements")}
    return {**before, "names": names, "statements": row["statements"]}


def _derived(forms: Forms) -> dict[str, ReferentKind]:
    """The surnames of people, and what they lead."""
    people = [form.split() for form, kind in forms.items() if kind is ReferentKind.PERSON]
    surnames = {[word for word in words if word not in GENERATIONS][-1] for words in people} - NO_SURNAMES
    led = {f"{name} {noun}": ReferentKind.ORGANISATION for name in surnames for noun in LED}
    return {**dict.fromkeys(surnames, ReferentKind.PERSON), **led}
