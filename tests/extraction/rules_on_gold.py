"""The rules on the project's own gold: its spans and names take the place of what the network finds.

    python -m tests.extraction.rules_on_gold          how many statements each of the rules gets right
    python -m tests.extraction.rules_on_gold --write  write down which ones it gets wrong; never more than before

Which ones are known to be wrong stands in `rules_on_gold.toml` beside this file, by article and number, with the digest
of the gold: another gold begins another list. There stand digests, too, of all that is answered on who is meant, right
or wrong, also where names are cut short, too long or missing, as a network may tag them: they see what a change alters.
"""

import argparse
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from tests.extraction.gold_articles import GOLD, Article, articles
from tracker.evaluation.annotations import EARLIER
from tracker.evaluation.labels import same_names
from tracker.extraction.acts import Acted, act_of
from tracker.extraction.dating import date_statements
from tracker.extraction.speakers import Resolved, resolve
from tracker.extraction.statements import DateBasis, NamedSpan, Referent, Span

KNOWN = Path(__file__).with_suffix(".toml")
LONGEST_WORD = 20  # that a name is made longer by
HEADING = (
    "# Gold statements that rules get wrong, by article and number: see rules_on_gold.py, which writes this file.\n"
)

Wrong = dict[str, list[int]]  # by article, the numbers of its statements


@cache
def _acted(article: Article) -> list[Acted]:
    return [act_of(article.document, draft) for draft in article.drafts]


@cache
def _resolved(article: Article) -> Resolved:
    return resolve(article.document, article.drafts, article.names)


def _acts(article: Article) -> Iterator[bool]:
    for acted, gold in zip(_acted(article), article.gold, strict=True):
        yield acted.act == gold["act"]


def _days(article: Article) -> Iterator[bool]:
    """The day in the clause of the cue, where one stands there; of the others a network decides."""
    sayings = date_statements(article.document, article.drafts, article.published)
    for said, gold in zip(sayings, article.gold, strict=True):
        earlier = gold["said_on"] == EARLIER
        told = None if earlier else date.fromisoformat(gold["said_on"]) if gold["said_on"] else article.published
        yield said.basis is DateBasis.PUBLISHED or said.day == told


def _speakers(article: Article) -> Iterator[bool]:
    speakers = _resolved(article).speakers
    yield from (_same(who, gold["actors"]) for who, gold in zip(speakers, article.gold, strict=True))


def _addressed(article: Article) -> Iterator[bool]:
    addressees = _resolved(article).addressees
    yield from (_same(who, gold["addressee_actors"]) for who, gold in zip(addressees, article.gold, strict=True))


def _same(found: Sequence[Referent], gold: Sequence[str]) -> bool:
    return len(found) == len(gold) and same_names([each.name for each in found], gold)


RULES: dict[str, Callable[[Article], Iterator[bool]]] = {
    "acts": _acts,
    "days": _days,
    "speakers": _speakers,
    "addressed": _addressed,
}


def wrong_of(rules: str) -> Wrong:
    """The statements that rules get wrong; of names, those of articles alone that have names marked."""
    named = rules in ("speakers", "addressed")
    found = {
        article.identifier: [number for number, right in enumerate(RULES[rules](article)) if not right]
        for article in articles()
        if article.names or not named
    }
    return {article: numbers for article, numbers in found.items() if numbers}


def known(rules: str) -> Wrong | None:
    """Those that are known to be wrong; None where they are of another gold."""
    read = tomllib.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.exists() else {}
    return read[rules] if read.get("gold") == digest() else None


def answers_of(article: Article) -> str:
    """A digest of whom an article's words mean and where it names them, by its names and by worse ones."""
    badly = resolve(article.document, article.drafts, _tagged_badly(article))
    answers = (_answers(_resolved(article)), _answers(badly))
    return hashlib.sha256(repr(answers).encode()).hexdigest()[:8]


def _answers(resolved: Resolved) -> list[object]:
    referents = (*resolved.speakers, *resolved.addressees)
    who = [[(each.name, each.kind, each.description, each.resolution) for each in several] for several in referents]
    return [who, [(mention.span, mention.name, mention.kind) for mention in resolved.mentions]]


def _tagged_badly(article: Article) -> list[NamedSpan]:
    """The names, in turn without the first word, with the word before, without the last, as they are, not at all."""
    names = []
    for number, name in enumerate(article.names):
        words = article.document.words_in(*name.span) or [name.span]
        before = article.document.words_in(max(0, name.span.start - LONGEST_WORD), name.span.start)
        spans = [
            Span(words[min(1, len(words) - 1)].start, name.span.end),
            Span(before[-1].start if before else name.span.start, name.span.end),
            Span(name.span.start, words[max(0, len(words) - 2)].end),
            name.span,
        ]
        if (turn := number % (len(spans) + 1)) < len(spans):
            names.append(replace(name, span=spans[turn]))
    return names


def known_answers() -> dict[str, str]:
    """The digests that are written down, by article."""
    found: dict[str, str] = tomllib.loads(KNOWN.read_text(encoding="utf-8"))["answers"]
    return found


def digest() -> str:
    """The SHA-256 of the gold."""
    return hashlib.sha256(GOLD.read_bytes()).hexdigest()


def count(wrong: Wrong) -> int:
    """How many statements these are."""
    return sum(map(len, wrong.values()))


def main() -> None:
    """Show, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    writes = parser.parse_args().write
    written = f'{HEADING}gold = "{digest()}"\n'
    for rules in RULES:
        wrong, before = wrong_of(rules), known(rules)
        print(f"{rules}: {count(wrong)} wrong" + ("" if before is None else f", {count(before)} known"))
        if before is not None and count(wrong) > count(before):
            parser.exit(1, f"{rules}: more are wrong than before\n")
        written += f"\n[{rules}]\n" + "".join(f"{article} = {numbers}\n" for article, numbers in wrong.items())
    answers = {article.identifier: answers_of(article) for article in articles()}
    written += "\n[answers]\n" + "".join(f'{article} = "{answer}"\n' for article, answer in answers.items())
    if writes:
        KNOWN.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
