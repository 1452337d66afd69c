"""What a statement claims, as far as its words tell: what comparing it with another one needs to know."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cache, lru_cache
from itertools import chain, islice

from tracker.claims.amounts import TOKEN, Amount, amounts, is_number
from tracker.claims.lexicon import ClaimWords, claim_words
from tracker.extraction.language import LanguageWords
from tracker.lexicon import load
from tracker.spelling import loosely_folded
from tracker.terms import Act, Kind, Standing

FEWEST_WORDS = 4  # of a claim
FEWEST_TELLING_WORDS = 2
SHORT = 8  # words; with fewer, only what the same speaker says is surely the same claim
UNSAID = (Standing.NEGATED, Standing.HYPOTHETICAL, Standing.ANNOUNCED)
INTRODUCTION = re.compile(r"^(?:that|dass|daß|of|to|zu)\s+", re.IGNORECASE)
JOINED = re.compile(r"\b(\w+)-(?=\w)")
ANSWER = re.compile(r"^\w+,")  # as in *No, I meant it*, which says that somebody else's words aren't so
LOWER_CASE = re.compile(r"[a-zäöüß]")  # how a piece of a sentence begins


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is stored: `names` are those in its quote, in their order, as the article's fullest forms.

    `resolved`: its words with names in place of the pronouns of which it is known whom they mean; None where these are
    none.
    """

    words: str
    language: str
    kind: str
    act: str
    standing: str
    cue: str
    speakers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    resolved: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What claims are made of: words by one speaker, wherever they are printed.

    `denied`: the cue says that it isn't so. `wants`: the act asks for it to be so. `named`: it is known which other one
    the *he* or *she* is of whom it speaks.
    """

    language: str
    words: str
    denied: bool
    wants: bool
    speakers: tuple[str, ...]
    names: tuple[str, ...]
    named: bool = False

    @property
    def digest(self) -> str:
        """By which decisions know it: the same wherever and whenever it is read."""
        *known, named = astuple(self)  # without which earlier versions knew it
        text = json.dumps([*known, named] if named else known, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Content:
    """A wording taken apart.

    `tokens`: its words in lower case; `telling`: those that aren't function words, quantifiers or numbers; `matter`:
    the same without single letters, and of a pair of opposites its name. `negative`: whether it says that something
    isn't so; `negations`: how many of its words do; `negated`: of `matter`, what these stand before. `speakers` and
    `names`: keys of names, in order, by which *Renate Szabo* and *Szabo* are one. `sides`: of pairs of opposites, on
    which side it stands. `own`: it speaks of the speaker (*I*, *we*); `somebody`: of somebody who is not named (*she*).
    """

    language: str
    tokens: tuple[str, ...]
    telling: tuple[str, ...]
    matter: frozenset[str]
    negative: bool
    negations: int
    negated: frozenset[str]
    wants: bool
    may: bool
    amounts: tuple[Amount, ...]
    polled: bool
    days: frozenset[tuple[str, str]]
    quantifiers: frozenset[str]
    limited: bool
    sides: frozenset[tuple[str, bool]]
    speakers: frozenset[str]
    names: tuple[str, ...]
    agents: frozenset[str]
    own: bool
    collective: bool
    somebody: bool


def wording_of(said: Said) -> Wording | None:
    """What a statement claims; None for what claims nothing: a fragment, a question, *no comment*, what wasn't said."""
    words = claim_words(said.language)
    if (
        words is None
        or said.standing in UNSAID
        or said.act == Act.QUESTION
        or said.words.rstrip(" ”“»«\"'").endswith("?")
    ):
        return None
    text = plainly(said.words, said.kind)
    tokens = _tokens(text)
    telling = {*_telling(tokens, said.language, words), *(token for token in tokens if is_number(token, words))}
    if len(tokens) < FEWEST_WORDS or len(telling) < FEWEST_TELLING_WORDS:
        return None
    if tokens[-1] in words.agents:
        return None  # its end is missing
    if tokens[0] in words.relatives or (said.kind == Kind.DIRECT and len(tokens) < SHORT and LOWER_CASE.match(text)):
        return None
    lower = text.casefold()
    if any(phrase in lower for phrase in words.after_no_comment):
        return None
    denied = said.kind != Kind.DIRECT and bool(words.denials & set(_tokens(said.cue)))
    wants = said.act in (Act.DEMAND, Act.APPEAL)
    named = said.resolved is not None and not _of_somebody(_tokens(plainly(said.resolved, said.kind)), words)
    named = named and _of_somebody(tokens, words)
    return Wording(said.language, text, denied, wants, said.speakers, said.names, named)


def _of_somebody(tokens: Sequence[str], words: ClaimWords) -> bool:
    """Whether it speaks of somebody who is not named: its first words have *he* or *she*."""
    return bool(words.somebody & set(map(_plain, tokens[:3])))


def plainly(quote: str, kind: str) -> str:
    """The words of a quote without marks around them, and of what isn't verbatim without *that*."""
    text = " ".join(quote.split()).strip(' „“”»«"‚‘’,;:')
    return INTRODUCTION.sub("", text) if kind != Kind.DIRECT else text


@lru_cache(maxsize=2**14)  # some 4 kB each; one is taken apart in a quarter of a millisecond
def content_of(wording: Wording) -> Content:
    """A wording taken apart. Raises LookupError for a language without a lexicon of claims."""
    words = claim_words(wording.language)
    if words is None:
        raise LookupError(f"no lexicon claims: {wording.language}")
    tokens = _tokens(_without_joined(wording.words, words))
    if ANSWER.match(wording.words) and tokens[0] in words.negations:
        tokens = tokens[1:]
    tokens = _without_belief(tokens, words)
    telling = _telling(tokens, wording.language, words)
    lower = " ".join(tokens)
    there = set(tokens)
    negations = _negations(tokens, words)
    own = words.self & set(map(_plain, tokens))
    negative = bool(negations) != wording.denied
    return Content(
        language=wording.language,
        tokens=tokens,
        telling=telling,
        matter=frozenset(_matter(token, words) for token in telling if len(token) > 1),
        negative=negative,
        negations=len(negations),
        negated=frozenset(_matter(token, words) for token in _negated(tokens, negations, telling)),
        wants=wording.wants or bool(words.wants & there) or any(each in lower for each in words.wants_phrases),
        may=_may(tokens, words) or (bool(words.may_verbs & there) and not negative),
        amounts=tuple(amounts(tokens, words)),
        polled=bool(words.polls & there),
        days=frozenset(day for token in tokens if (day := words.day_of.get(token))),
        quantifiers=frozenset(each for token in tokens if (each := words.quantifier_of.get(token))),
        limited=bool(words.limits & there),
        sides=frozenset(side for token in tokens if (side := words.side_of.get(token))),
        speakers=frozenset(map(name_key, wording.speakers)),
        names=tuple(map(name_key, wording.names)),
        agents=_agents(tokens, words),
        own=bool(own),
        collective=bool(own) and own <= words.collective,
        somebody=_of_somebody(tokens, words) and not wording.named,
    )


@lru_cache(maxsize=2**15)
def name_key(name: str) -> str:
    """The same for two names that may be one: the country, or the last word."""
    if code := _country_of().get(loosely_folded(name)):
        return code
    return loosely_folded(name).split()[-1] if name.split() else ""


@cache
def _country_of() -> dict[str, str]:
    from tracker.actors.names.countries import names_by_country

    return {loosely_folded(name): code for code, names in names_by_country().items() for name in names}


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token.casefold().replace("’", "'") for token in TOKEN.findall(text))


def _without_joined(text: str, words: ClaimWords) -> str:
    """A text in which a *no* that is joined to a word is part of it: a *no-fly zone* isn't denied."""
    return JOINED.sub(lambda found: found[1] if found[1].casefold() in words.negations else found[0], text)


def _without_belief(tokens: tuple[str, ...], words: ClaimWords) -> tuple[str, ...]:
    """The words without *I think*, and of *I don't think* only its negation, which is about what follows."""
    at = next((at for at, token in enumerate(tokens[:4]) if token in words.believes), 0)
    before = tokens[:at]
    if not at or not (words.self | words.somebody) & set(before):
        return tokens
    return (*(token for token in before if _is_negation(token, words)), *tokens[at + 1 :])


def _telling(tokens: Sequence[str], language: str, words: ClaimWords) -> tuple[str, ...]:
    function_words = load(LanguageWords, "language", language).function_words
    empty = function_words | words.vague | words.self | words.somebody | words.negations | words.quantifier_of.keys()
    plain = (_plain(token) for token in tokens if not _is_negation(token, words))
    return tuple(token for token in plain if token not in empty and not is_number(token, words))


def _negations(tokens: Sequence[str], words: ClaimWords) -> list[int]:
    """Where words and phrases stand that say that something isn't so: their last words."""
    harmless = {at for each in _phrases(tokens, words.not_negations) for at in each}
    found = [at for at, token in enumerate(tokens) if _is_negation(token, words) and at not in harmless]
    return found + [each[-1] for each in _phrases(tokens, words.implied_negations)]


def _is_negation(token: str, words: ClaimWords) -> bool:
    return token in words.negations or token.endswith("n't")


def _phrases(tokens: Sequence[str], phrases: Iterable[str]) -> Iterator[range]:
    """Where phrases stand among the words."""
    for phrase in phrases:
        parts = tuple(phrase.split())
        for at in range(len(tokens) - len(parts) + 1):
            if tuple(tokens[at : at + len(parts)]) == parts:
                yield range(at, at + len(parts))


def _negated(tokens: Sequence[str], negations: Iterable[int], telling: Collection[str]) -> Iterator[str]:
    """The first telling word behind each negation, or the last one before it where none is behind."""
    plain = [_plain(token) for token in tokens]
    for at in negations:
        yield from islice((each for each in chain(plain[at + 1 :], reversed(plain[:at])) if each in telling), 1)


def _plain(token: str) -> str:
    """A word without what an apostrophe joins to it: *I* of *I've*."""
    return token.partition("'")[0]


def _matter(token: str, words: ClaimWords) -> str:
    """A word, or of a pair of opposites the name of the pair."""
    return words.side_of[token][0] if token in words.side_of else token


def _may(tokens: Sequence[str], words: ClaimWords) -> bool:
    """Whether it only may be; “May 5” is a day."""
    return any(
        token in words.may and not "".join(tokens[at + 1 : at + 2]).isdecimal() for at, token in enumerate(tokens)
    )


def _agents(tokens: Sequence[str], words: ClaimWords) -> frozenset[str]:
    """The words behind *by* and the like: who does something in the passive voice."""
    behind = (tokens[at + 1 : at + 4] for at, token in enumerate(tokens) if token in words.agents)
    return frozenset(loosely_folded(token) for some in behind for token in some)
