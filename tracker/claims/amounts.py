"""The numbers that a statement names, with what is measured by them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.claims.lexicon import ClaimWords

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|[%€$£]")
YEARS = range(1900, 2101)
YEAR, DAY, COUNT = "year", "day", "count"
LARGEST_ALONE = 1000  # that is a number without a word for one before it
FEW = 12  # up to so many of something say little
TOLERANCE, ROUGH_TOLERANCE = 0.02, 0.1  # within which two amounts are one; of which one is “about” or “nearly” so much


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit: "percent", "money", …, "year", "day" of a month, or "count"; `rough`: about so many."""

    value: float
    unit: str
    rough: bool = False

    def fits(self, other: "Amount") -> bool:
        """Whether both may be the same number of the same thing; of one without a unit, the other's may be meant."""
        if not self.comparable(other) and (
            COUNT not in (self.unit, other.unit) or {YEAR, DAY} & {self.unit, other.unit}
        ):
            return False
        within = ROUGH_TOLERANCE if self.rough or other.rough else TOLERANCE
        if self.unit in (YEAR, DAY):
            within = 0
        return abs(self.value - other.value) <= within * max(self.value, other.value)

    @property
    def is_telling(self) -> bool:
        """Whether another statement hardly has the same number by chance."""
        return self.unit not in (COUNT, DAY, YEAR) or (self.unit == COUNT and self.value > FEW)

    def comparable(self, other: "Amount") -> bool:
        """Whether both count the same kind of thing."""
        return self.unit == other.unit


def amounts(tokens: Sequence[str], words: ClaimWords) -> list[Amount]:
    """The amounts in the words of a statement, in lower case, in their order."""
    return list(_amounts(tokens, words))


def _amounts(tokens: Sequence[str], words: ClaimWords) -> Iterator[Amount]:
    at = 0
    while at < len(tokens):
        value, end = _number(tokens, at, words)
        if value is None:
            at += 1
            continue
        before = tokens[at - 1] if at else ""
        after = tokens[end] if end < len(tokens) else ""
        unit = words.unit_of.get(after) or words.unit_of.get(before) or COUNT
        if unit == COUNT and end == at + 1 and tokens[at].isdecimal():
            months = [each for word in (after, before) if (each := words.day_of.get(word)) and each[0] == "month"]
            if value in YEARS and len(tokens[at]) == 4:
                unit = YEAR
            elif months:
                unit = DAY
        yield Amount(value, unit, bool(words.about & set(tokens[max(0, at - 2) : at])))
        at = end


def is_number(token: str, words: ClaimWords) -> bool:
    """Whether a word is a number, a part of one, or a unit."""
    return token[0].isdigit() or token in words.multiples or token in words.unit_of or _spelt(token, words) is not None


def _number(tokens: Sequence[str], at: int, words: ClaimWords) -> tuple[float | None, int]:
    """The number that begins at a word and the word behind it; None where none begins."""
    value = _digits(tokens[at], words) if tokens[at][0].isdigit() else _spelt(tokens[at], words)
    end = at + 1
    if value is not None and end < len(tokens) and 20 <= value < 100 and 0 < (words.numbers.get(tokens[end]) or 0) < 10:
        value, end = value + words.numbers[tokens[end]], end + 1  # twenty-five
    if value is None and words.multiples.get(tokens[at], 0) >= 100 and len(tokens[at]) > 3:
        if words.multiples[tokens[at]] > LARGEST_ALONE and not (at and tokens[at - 1] in words.one):
            return None, at
        value, end = 1, at  # “a million”, “her first hundred days”; “millions” alone is no number
    while value is not None and end < len(tokens) and tokens[end] in words.multiples:
        value, end = value * words.multiples[tokens[end]], end + 1
    return value, end


def _digits(token: str, words: ClaimWords) -> float:
    if re.fullmatch(rf"\d{{1,3}}({re.escape(words.thousands)}\d{{3}})+", token):
        return float(re.sub(r"\D", "", token))
    if words.decimal in token:
        token = token.replace(words.thousands, "").replace(words.decimal, ".")
    # "2.5" is no thousands in German either: what isn't grouped in threes has decimals behind its point.
    whole, _, rest = token.replace(",", "").partition(".")
    return float(f"{whole}.{rest.replace('.', '')}" if rest else whole)


def _spelt(token: str, words: ClaimWords) -> float | None:
    """The value of a number word, also of one that is written together: dreitausend, zweihundertfünfzig."""
    if token in words.numbers:
        return words.numbers[token]
    for name, multiple in sorted(words.multiples.items(), key=lambda each: -each[1]):
        head, found, tail = token.partition(name)
        if not found or len(name) < 6 or not (head or tail):
            continue
        first = _spelt(head, words) if head not in ("", "ein") else 1
        rest = _spelt(tail.removeprefix("und"), words) if tail else 0
        if first is not None and rest is not None:
            return first * multiple + rest
    ones, found, tens = token.partition("und")
    if found and ones in words.numbers and tens in words.numbers:
        return words.numbers[ones] + words.numbers[tens]
    return None
