"""Whether two wordings make the same claim, and why.

A cosine only finds candidates. What decides is what it doesn't see: whether one says *not*, other numbers, names, days.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidfuzz import fuzz

from tracker.claims.amounts import Amount
from tracker.claims.reading import SHORT, Content
from tracker.spelling import loosely_folded


class Relation(StrEnum):
    """What two wordings are to each other."""

    SAME_WORDS = "same_words"  # also shortened
    SAME = "same"
    SUGGESTED = "suggested"  # may be the same claim
    OPPOSED = "opposed"  # seem to contradict each other


class Reason(StrEnum):
    """What speaks for a relation or against a surer one."""

    WORDS = "words"  # the same words
    SHORTENED = "shortened"  # the words of one are part of the other's
    ALIKE = "alike"  # the cosine
    SPEAKER = "speaker"  # the same speaker
    SAME_NUMBER = "same_number"
    NEGATION = "negation"  # one says that it isn't so
    OPPOSITE = "opposite"  # one has a word for the opposite
    NUMBER = "number"  # another number of the same thing
    OTHER_SPEAKER = "other_speaker"  # it is about the speaker, and these are two
    SHORT = "short"
    NO_NUMBER = "no_number"  # only one names a number
    NAMES = "names"  # others are named
    ROLES = "roles"  # the same are named in another order
    DAY = "day"  # another day, month or season
    MODALITY = "modality"  # what is, what ought to be, what may be
    QUANTITY = "quantity"  # all, some, most
    LIMIT = "limit"  # only one holds for a while, or in part
    WORD = "word"  # one word stands in place of another
    SAID_ON = "said_on"  # of statements of opposed wordings: their days say that they don't contradict each other


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason with what each side has: words, numbers, names."""

    reason: Reason
    one: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two wordings are related; `score` is the cosine, or 1 for the same words."""

    relation: Relation
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cosines from which two wordings may be the same claim, surely are, and seem to contradict each other."""

    suggested: float
    sure: float
    opposed: float


# Chosen on the half of the stories that is for tuning (`python -m tests.claims.gold`), and raised where real news has
# many statements about one thing that aren't the same. For one language, and for two.
WITHIN, ACROSS = Thresholds(0.9, 0.95, 0.88), Thresholds(0.865, 0.92, 0.88)
# Where the same speaker says both, or both give the same number. That somebody turned is said from fewer words in
# common (OVERLAPPING_OF_ONE), and so only of what is nearer.
WITHIN_ANCHORED, ACROSS_ANCHORED = Thresholds(0.88, 0.937, 0.91), Thresholds(0.85, 0.885, 0.86)
# Of statements in one language, the share of the shorter one's telling words that the other has too: where they may be
# the same, and where they surely are.
SHARED, MOSTLY_SHARED = 0.25, 0.45
# Of the telling words that either of two has, the share that both have where they seem to contradict each other, also
# by the same speaker; and how many words or numbers these are at least.
OVERLAPPING, OVERLAPPING_OF_ONE, FEWEST_SHARED = 0.5, 1 / 3, 2
STEM = 5  # letters in which two forms of a word are alike
LONGEST_OPPOSED = 30  # words: with more, a negation may be about something else
ALL_BUT_ONE = 0.6  # the share of words that two wordings have in common of which one word is exchanged
SAME_STEM = 80  # how alike, of 100, two forms of one word are
SHORTEST_PART = 8  # words of what is shortened
LEAST_PART = 0.5  # of the words, that a shortened one has left
TURNING = (Reason.NEGATION, Reason.OPPOSITE, Reason.NUMBER)  # these turn one into the other's opposite
DOUBTING = (
    *(Reason.SHORT, Reason.NO_NUMBER, Reason.NAMES, Reason.ROLES, Reason.MODALITY),
    *(Reason.QUANTITY, Reason.LIMIT, Reason.WORD),
)


def least_cosine(one_language: str, other_language: str) -> float:
    """Below which wordings in these languages are unrelated, unless they have the same words."""
    limits = WITHIN_ANCHORED if one_language == other_language else ACROSS_ANCHORED
    return min(limits.suggested, limits.opposed)


def compared(one: Content, other: Content, cosine: float) -> Comparison | None:
    """How two wordings are related; None where they make different claims.

    Where several numbers or words would fit one another, their order decides: who stores what comes of it compares in a
    fixed order.
    """
    in_words = _same_words(one, other)
    if in_words is None and cosine < least_cosine(one.language, other.language):
        return None
    differences = list(differences_of(one, other))
    if _prevented(one, other, {each.reason for each in differences}):
        return None
    shared = 1.0 if one.language != other.language else _shared(one, other)
    if not in_words and shared < SHARED:
        return None
    anchors = list(_anchors(one, other))
    evidence = (in_words or Evidence(Reason.ALIKE, f"{cosine:.2f}", f"{cosine:.2f}"), *anchors)
    limits = _limits(one, other, bool(anchors))
    turned = [each for each in differences if each.reason in TURNING]
    doubts = [each for each in differences if each.reason in DOUBTING]
    if (in_words and in_words.reason is Reason.SHORTENED) or min(one.negations, other.negations):
        # What turns it is among the words that are left out, or both say *not*: of the same, or of something else.
        turned, doubts = [], [*turned, *doubts]
    if turned:
        if cosine < limits.opposed or not _may_be_opposed(one, other, turned, doubts):
            return None
        return Comparison(Relation.OPPOSED, cosine, (*evidence, *turned, *doubts))
    if not anchors and min(len(one.tokens), len(other.tokens)) < SHORT:
        doubts = [Evidence(Reason.SHORT), *doubts]
    if not doubts and (in_words or (cosine >= limits.sure and shared >= MOSTLY_SHARED)):
        relation = Relation.SAME_WORDS if in_words else Relation.SAME
        return Comparison(relation, 1.0 if in_words else cosine, evidence)
    if in_words or cosine >= limits.suggested:
        return Comparison(Relation.SUGGESTED, cosine, (*evidence, *doubts))
    return None


def _prevented(one: Content, other: Content, reasons: Collection[Reason]) -> bool:
    """Whether these are different claims, whatever else they have in common.

    *We* of two speakers may be one country, of which one says that it does what the other denies.
    """
    of_all = one.language == other.language and not any(
        (each.own and not each.collective) or each.somebody for each in (one, other)
    )
    if of_all and Reason.NEGATION in reasons and not min(one.negations, other.negations):
        return Reason.DAY in reasons
    return bool({Reason.OTHER_SPEAKER, Reason.DAY} & set(reasons))


def _limits(one: Content, other: Content, anchored: bool) -> Thresholds:
    if one.language == other.language:
        return WITHIN_ANCHORED if anchored else WITHIN
    return ACROSS_ANCHORED if anchored else ACROSS


def _shared(one: Content, other: Content) -> float:
    """The share of the telling words of the one with fewer that the other has too, in whatever form."""
    mine, theirs = ({word[:STEM] for word in content.telling} for content in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _anchors(one: Content, other: Content) -> Iterator[Evidence]:
    """What makes it likely that two wordings that are about the same are the same."""
    if one.speakers & other.speakers:
        yield Evidence(Reason.SPEAKER)
    if same := [each for each in one.amounts if each.is_telling and any(each.fits(amount) for amount in other.amounts)]:
        yield Evidence(Reason.SAME_NUMBER, f"{same[0].value:g}", f"{same[0].value:g}")


def _may_be_opposed(one: Content, other: Content, turned: Sequence[Evidence], doubts: Sequence[Evidence]) -> bool:
    """Whether what turns one into the other's opposite is about the same thing."""
    unclear = {Reason.NAMES, Reason.ROLES} | ({Reason.MODALITY} if one.language != other.language else set())
    if len(turned) > 1 or {each.reason for each in doubts} & unclear:
        return False
    if not (one.speakers and other.speakers) and any(each.own or each.somebody for each in (one, other)):
        return False  # nobody knows who “he” is
    if any(each.reason is Reason.WORD and " " in each.one for each in doubts):
        return False  # two words more are others
    if turned[0].reason is Reason.NUMBER and any(each.polled or _compares_numbers(each) for each in (one, other)):
        return False  # polls and results, of which there are many
    return max(len(one.tokens), len(other.tokens)) <= LONGEST_OPPOSED and _mostly_overlap(one, other, turned[0])


def _compares_numbers(content: Content) -> bool:
    """Whether several numbers of the same kind of thing stand side by side, as in *48 percent to 41*."""
    return any(one.comparable(other) for one, other in combinations(content.amounts, 2))


def _mostly_overlap(one: Content, other: Content, turned: Evidence) -> bool:
    """Whether two in one language are about the same: most telling words in common, and not names alone.

    Words for opposites are one word, unless they are what turns one into the other's opposite.
    """
    if one.language != other.language:
        return True
    mine, theirs = (each.matter - {turned.one} for each in (one, other))
    shared = {word for word in mine if any(_one_word(word, each) for each in theirs)}
    further = {word for word in theirs if not any(_one_word(word, each) for each in mine)}
    negated = one.negated | other.negated
    if negated and not any(_one_word(word, each) for word in negated for each in shared):
        return False  # its *not* is about something else
    named = tuple(filter(None, (*one.names, *one.speakers)))  # also in the genitive: Clinton's
    if all(loosely_folded(word).startswith(named) for word in shared):
        return False
    numbers = sum(any(each.fits(amount) for amount in other.amounts) for each in one.amounts)
    both, every = len(shared) + numbers, len(mine | further) + numbers
    return both >= max(FEWEST_SHARED, every * (OVERLAPPING_OF_ONE if one.speakers & other.speakers else OVERLAPPING))


def _same_words(one: Content, other: Content) -> Evidence | None:
    """Whether both have the same words, or one a part of the other's."""
    if one.language != other.language:
        return None
    if one.tokens == other.tokens:
        return Evidence(Reason.WORDS)
    shorter, longer = sorted((one.tokens, other.tokens), key=len)
    if (
        len(shorter) >= max(SHORTEST_PART, LEAST_PART * len(longer))
        and f" {' '.join(shorter)} " in f" {' '.join(longer)} "
    ):
        return Evidence(Reason.SHORTENED)
    return None


def differences_of(one: Content, other: Content) -> Iterator[Evidence]:
    """All that speaks against two wordings being the same claim, whatever their cosine."""
    if _of_two(one, other) or _of_two(other, one):
        yield Evidence(Reason.OTHER_SPEAKER)
    turned = _opposites(one, other)
    of_more = min(one.negations, other.negations) and (one.negations - other.negations) % 2
    if (one.negative != other.negative or of_more) and not turned:
        yield Evidence(Reason.NEGATION)
    elif turned and one.negative == other.negative:
        yield Evidence(Reason.OPPOSITE, *turned)
    yield from _numbers(one.amounts, other.amounts)
    yield from _named(one, other)
    if days := _days(one, other):
        yield Evidence(Reason.DAY, *days)
    if (one.wants, one.may) != (other.wants, other.may):
        yield Evidence(Reason.MODALITY)
    if one.quantifiers and other.quantifiers and not one.quantifiers & other.quantifiers:
        yield Evidence(Reason.QUANTITY, ", ".join(sorted(one.quantifiers)), ", ".join(sorted(other.quantifiers)))
    if one.limited != other.limited:
        yield Evidence(Reason.LIMIT)
    if exchanged := _exchanged(one, other):
        yield Evidence(Reason.WORD, *exchanged)


def _of_two(one: Content, other: Content) -> bool:
    """Whether one is about its speaker, and the other neither by nor about them."""
    known = one.speakers and other.speakers
    return bool(known and (one.own or one.somebody) and not one.speakers & (other.speakers | set(other.names)))


def _days(one: Content, other: Content) -> tuple[str, str] | None:
    """Weekdays, seasons or months of which each has others."""
    for kind in sorted({kind for kind, _ in one.days} & {kind for kind, _ in other.days}):
        mine, theirs = ({name for each, name in content.days if each == kind} for content in (one, other))
        if not mine & theirs:
            return ", ".join(sorted(mine)), ", ".join(sorted(theirs))
    return None


def _opposites(one: Content, other: Content) -> tuple[str, str] | None:
    """The first pair of opposites of which each has one side only."""
    for name in sorted({name for name, _ in one.sides} & {name for name, _ in other.sides}):
        sides = [{side for each, side in content.sides if each == name} for content in (one, other)]
        if not sides[0] & sides[1]:
            return name, name
    return None


def _numbers(one: Sequence[Amount], other: Sequence[Amount]) -> Iterator[Evidence]:
    """What the numbers say against each other: those that fit are put together first."""
    left, right = list(one), list(other)
    for amount in one:
        fitting = next((each for each in right if amount.fits(each)), None)
        if fitting:
            left.remove(amount)
            right.remove(fitting)
    against = [(a, b) for a in left for b in right if a.comparable(b)]
    if against:
        yield Evidence(Reason.NUMBER, f"{against[0][0].value:g}", f"{against[0][1].value:g}")
    elif (left and right) or any(each.is_telling for each in (*left, *right)):
        yield Evidence(Reason.NO_NUMBER, *(", ".join(f"{each.value:g}" for each in side) for side in (left, right)))


def _named(one: Content, other: Content) -> Iterator[Evidence]:
    """Whether others are named, or the same in another order."""
    further = [name for name in one.names if name not in other.names and name not in other.speakers]
    others = [name for name in other.names if name not in one.names and name not in one.speakers]
    if further and others:
        yield Evidence(Reason.NAMES, ", ".join(further), ", ".join(others))
    mine = [name for name in dict.fromkeys(one.names) if name in other.names]
    theirs = [name for name in dict.fromkeys(other.names) if name in one.names]
    passive = bool(one.agents & set(mine)) != bool(other.agents & set(mine))
    if (mine != theirs) != passive and len(mine) > 1:
        yield Evidence(Reason.ROLES, ", ".join(mine), ", ".join(theirs))


def _exchanged(one: Content, other: Content) -> tuple[str, str] | None:
    """The words of which one stands in place of the other, where all others are the same."""
    if one.language != other.language:
        return None
    mine, theirs = Counter(one.telling), Counter(other.telling)
    left, right = list((mine - theirs).elements()), list((theirs - mine).elements())
    for word in list(left):
        if alike := next((each for each in right if _one_word(word, each)), None):
            left.remove(word)
            right.remove(alike)
    shared = sum((mine & theirs).values())
    if 0 < len(left) == len(right) <= 2 and shared >= ALL_BUT_ONE * (shared + len(left)):
        return " ".join(left), " ".join(right)
    return None


def _one_word(word: str, other: str) -> bool:
    """Whether these may be forms of one word."""
    return word[:STEM] == other[:STEM] or fuzz.ratio(word, other) >= SAME_STEM
