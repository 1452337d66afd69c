"""What two wordings of a claim have in common: the one place where claims and statements are compared by words.

Two wordings are the same where every word is, in its order, but for a few that change nothing (`tracker/lexicon/*/
wording.toml`). So a number, a name or a negation that differs is another claim, and so is a paraphrase: likeness finds
what to look at and decides nothing, for a *not* that is added leaves two wordings more alike than a true paraphrase.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.lexicon import load_all
from tracker.spelling import tokens

SHORTEST_CONTENT = 4  # letters of a word that two claims may be found by
MOST_BEFORE = 10  # words of "Blinken said on Friday that", behind which the claim begins
NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
PART = re.compile(r"(?:(?<!\w)[-−–])?\d+(?:[.,]\d+)*|[^\W_]+|[%$€£]")
THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
PERCENT = frozenset(("percent", "prozent"))
GAP = "…"


@dataclass(frozen=True)
class WordingWords:
    """The lexicon `wording` of one language. The file's comments say what each list is."""

    dropped: frozenset[str]
    movable: frozenset[str]
    alike: tuple[tuple[str, str], ...]
    reporting: frozenset[str]
    negations: frozenset[str]
    pointing: frozenset[str]
    common: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared: `parts` are all its words, numbers and signs, in order and folded.

    `numbers` and `negations` are those among them, `content` the words that others may be found by; `points` says that
    it has words which mean another thing or another day elsewhere, `asks` that it is a question, or begins like one.
    """

    parts: tuple[str, ...]
    numbers: tuple[str, ...]
    negations: int
    content: frozenset[str]
    points: bool
    asks: bool


@lru_cache(maxsize=2**14)
def wording(text: str) -> Wording:
    """A text as it is compared."""
    parts = tuple(map(_plain, PART.findall(NOT.sub(" not", PER_CENT.sub("%", text.replace(GAP, " "))))))
    return Wording(
        parts=parts,
        numbers=tuple(sorted(part for part in parts if any(map(str.isdigit, part)))),
        negations=sum(part in _words().negations for part in parts),
        content=content_words(text),
        points=any(part in _words().pointing for part in parts),
        asks=text.rstrip(" \"'”“»«").endswith("?") or _words().movable.issuperset(parts[:1]),
    )


@lru_cache(maxsize=2**15)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that others which have them may be about the same: numbers, and words that aren't common."""
    return frozenset(
        word
        for word in tokens(text)
        if word not in _words().no_content and (len(word) >= SHORTEST_CONTENT or any(map(str.isdigit, word)))
    )


@lru_cache(maxsize=2**15)
def claim_words(claim: str, claimants: tuple[str, ...]) -> frozenset[str]:
    """The words that statements are found by which a claim may be about: without those of its claimants' names."""
    return content_words(claim) - {word for name in claimants for word in tokens(name)}


def likeness(claim: str, statement: str, claimants: tuple[str, ...] = ()) -> tuple[float, int]:
    """How much a claim and a statement have in common, 0 to 1, and in how many words: whether that is worth a look."""
    one, other = claim_words(claim, claimants), content_words(statement)
    shared = len(one & other)
    if not shared:
        return 0.0, 0
    containment, dice = shared / min(len(one), len(other)), 2 * shared / (len(one) + len(other))
    return round((containment + dice) / 2, 3), shared


def same_words(claim: str, statement: str, claimants: tuple[str, ...] = ()) -> bool:
    """Whether a claim and a statement are the same word by word; a claim may begin with its claimant's “said that”."""
    names = frozenset(word for name in claimants for word in tokens(name))
    before, colon, rest = claim.partition(": ")
    one, other = wording(rest if colon and names.issuperset(tokens(before)) else claim), wording(statement)
    parts = _without_frame(one.parts, names)
    return one.asks == other.asks and bool(parts) and _aligned(parts) == _aligned(other.parts)


def _plain(part: str) -> str:
    """A part without case and accents; numbers without marks between their thousands, with a point before decimals."""
    if part[-1].isdigit() and not part[0].isalpha():
        sign = "-" if part[0] in "-−–" else ""
        digits = part.lstrip("-−–")
        return sign + (re.sub("[.,]", "", digits) if THOUSANDS.fullmatch(digits) else digits.replace(",", "."))
    word = next(iter(tokens(part)), part)
    return "%" if word in PERCENT else _words().plain_form.get(word, word)


def _without_frame(parts: tuple[str, ...], claimants: frozenset[str]) -> tuple[str, ...]:
    """The claim's words without its claimant's name and a neutral verb of saying before them: *Blinken said that*."""
    frame = 0
    for at, part in enumerate(parts[:MOST_BEFORE]):
        if part in _words().reporting and at > 0 and all(each in claimants for each in parts[:at]):
            frame = at + 1
            break
    return parts[frame:] if frame < len(parts) else parts


def _aligned(parts: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What must be the same of two wordings: the words in their order, and apart from these those that may move."""
    words = _words()
    kept = [part for part in parts if part not in words.dropped]
    moving = tuple(part for part in kept if part in words.movable)
    return tuple(part for part in kept if part not in words.movable), moving


class _AllWords:
    """The words of all languages together: a claim's language is seldom told, and few words mean two things."""

    def __init__(self) -> None:
        lexicons = load_all(WordingWords, "wording")

        def folded(words: Iterable[str]) -> frozenset[str]:
            return frozenset(token for word in words for token in tokens(word))

        self.plain_form = {_fold(one): _fold(other) for each in lexicons for one, other in each.alike}
        self.dropped = folded(word for each in lexicons for word in each.dropped)
        self.movable = folded(word for each in lexicons for word in each.movable)
        self.reporting = folded(word for each in lexicons for word in each.reporting)
        self.negations = folded(word for each in lexicons for word in each.negations)
        self.pointing = folded(word for each in lexicons for word in each.pointing)
        common = folded(word for each in lexicons for word in each.common)
        same_word = {*self.plain_form.keys(), *self.plain_form.values()}
        self.no_content = common | self.movable | self.reporting | self.dropped | same_word


def _fold(word: str) -> str:
    return " ".join(tokens(word))


@cache
def _words() -> _AllWords:
    return _AllWords()
