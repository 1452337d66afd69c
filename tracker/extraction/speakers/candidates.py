"""Whom the words of a speaker or addressee may mean: the places that name somebody, each with what speaks for it.

The ranking of antecedents follows Lee et al. 2017 (End-to-end Neural Coreference Resolution): words are compared by
their vectors in context and by a few features. What the rules answer is one of these features.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from tracker.extraction.document.document import Document
from tracker.extraction.document.words import Words
from tracker.extraction.speakers.answers import NOBODY, Answer
from tracker.extraction.speakers.bodies import bodies_in, name_of_body
from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE, NEUTER, PLURAL
from tracker.extraction.speakers.name_words import is_label
from tracker.extraction.speakers.pronouns import genders_of
from tracker.extraction.speakers.referents import Entity, Referents
from tracker.extraction.speakers.tokens import CLITICS, Tokens
from tracker.extraction.statements import Draft, Kind, ReferentKind, Resolution, Span, Spans

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

BEFORE, AFTER = 2, 1  # places of an entity that are looked at, the nearest ones; and the first in the article
_BUCKETS = 10  # of distances, each twice as wide as the one before
_SENTENCES = (0, 1, 2, 5)  # sentences back, at most, in each group; then more, and ahead
_TIMES = (1, 3)  # an entity is named once, up to three times, or more
_MANY_WORDS = 4
_MOST_SPOKEN = 3
_KINDS = tuple(ReferentKind)
_RESOLUTIONS = (
    Resolution.NAME,
    Resolution.PART_OF_NAME,
    Resolution.DESCRIPTION,
    Resolution.PRONOUN,
    Resolution.CONTEXT,
)
_GENDERS = (MASCULINE, FEMININE, PLURAL, NEUTER)
_NO_PRONOUN = 7  # the column of what is asked
_PRINTED = 1 + 2 * _BUCKETS + len(_SENTENCES) + 2 + 1  # the column of places that lie in the speaker's words


@dataclass(frozen=True, slots=True)
class _Speaking:
    """Who speaks around some words: `last` before them, how often each spoke, and who else takes part."""

    last: Sequence[Entity | None]
    times: Counter[Entity]
    others: Sequence[Entity]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The words of one speaker or addressee, and the places that name whom they may mean.

    `entities`: each place's, by its number in `of`; `features`: float32 (place, features); `vectors`: float32 (place,
    width). `asked`: float32 (asked,), what is known of the words, and `vector`: float32 (width,), theirs;
    `answered`: float32 (6,), whether the rules leave it open, and how they came to their answer. `bodies` are the
    entities that have no name of their own.
    """

    of: Sequence[Entity]
    entities: Integers
    features: Floats
    vectors: Floats
    asked: Floats
    vector: Floats
    answered: Floats
    bodies: Set[Entity] = frozenset()

    def resolution(self, entity: Entity) -> Resolution:
        """How the words lead to an entity that the rules don't answer."""
        printed = self.features[:, _PRINTED] > 0
        if any(self.of[number] is entity for number in self.entities[printed]):
            return Resolution.NAME if entity in self.bodies else Resolution.PART_OF_NAME
        return Resolution.DESCRIPTION if self.asked[_NO_PRONOUN] else Resolution.PRONOUN


class Places:
    """All places where an article names somebody, as what its speakers and addressees may mean.

    `vectors`: float32 (word, width), the article's words in context. `answers` and `addressed`: the rules', of speakers
    and of addressees, in the drafts' order.
    """

    def __init__(
        self,
        document: Document,
        drafts: Sequence[Draft],
        tokens: Tokens,
        referents: Referents,
        answers: Sequence[Answer],
        addressed: Sequence[Answer],
        vectors: Floats,
        grammar: Grammar,
    ) -> None:
        self._words, self._tokens, self._grammar = document.words, tokens, grammar
        self._drafts, self._answers, self._addressed, self._vectors = drafts, answers, addressed, vectors
        self._spoke = _spoke_before(drafts, answers)
        self._unnamed: set[Entity] = set()  # bodies without a name of their own
        self._read_places(referents)
        self._of_entities = self._describe_entities()
        spans = zip(self._start.tolist(), self._stop.tolist(), strict=True)
        means = [vectors[start:stop].mean(0) for start, stop in spans]
        self._of_places = np.array(means, np.float32).reshape(len(means), vectors.shape[1])

    def _read_places(self, referents: Referents) -> None:
        numbers: dict[Entity, int] = {}
        rows = []
        named = (
            (each.entities[0], each.first, each.end, each.genitive)
            for each in referents.occurrences
            if len(each.entities) == 1
        )
        bodies = self._bodies(referents)
        for entity, first, end, genitive in sorted(chain(named, bodies), key=lambda each: each[1:3]):
            token = self._tokens[first]
            words = self._words.touched(self._tokens.span(first, end))
            if len(words):
                number = numbers.setdefault(entity, len(numbers))
                rows.append((number, words.start, words.stop, token.sentence, token.paragraph, token.quoted, genitive))
        table = np.array(rows, np.int64).reshape(-1, 7).T
        self._entity, self._start, self._stop, self._sentence, self._paragraph = table[:5]
        self._marks = table[5:].astype(np.float32)  # in quotation marks; in the genitive
        # which time it is, from 0, that the article names the entity there
        before: Counter[int] = Counter()
        self._time = np.zeros(len(rows), np.int64)
        for row, number in enumerate(self._entity.tolist()):
            self._time[row] = before[number]
            before[number] += 1
        for answer in chain(self._answers, self._addressed):
            for entity in answer.entities:
                numbers.setdefault(entity, len(numbers))  # what a description names by itself has no place
        self.entities = tuple(numbers)
        self._number = numbers

    def _bodies(self, referents: Referents) -> Iterator[tuple[Entity, int, int, bool]]:
        """What these words may name without a name: the entity, its tokens, and whether it is in the genitive."""
        seen = set()
        named = {entity for each in referents.occurrences for entity in each.entities}
        for draft in self._drafts:
            for first, end in chain.from_iterable(
                bodies_in(self._tokens, self._tokens.within(span), referents, self._grammar)
                for span in (*draft.speaker, *draft.addressee)
            ):
                if (first, end) not in seen:
                    seen.add((first, end))
                    entity = referents.institution(name_of_body(self._tokens, first, end, self._grammar), None)
                    if entity not in named:
                        self._unnamed.add(entity)
                    yield entity, first, end, False

    def _describe_entities(self) -> Floats:
        """float32 (entity, features), what is known of each wherever it is named."""
        counts = np.bincount(self._entity, minlength=len(self.entities))
        order = {number: rank for rank, number in enumerate(dict.fromkeys(self._entity.tolist()))}
        answered = Counter(id(each) for answer in self._answers for each in answer.entities)
        rows = [
            (
                *(entity.kind is kind for kind in _KINDS),
                entity.gender == MASCULINE,
                entity.gender == FEMININE,
                entity.gender is None,
                entity.plural,
                bool(entity.descriptions),
                counts[number] == _TIMES[0],
                _TIMES[0] < counts[number] <= _TIMES[1],
                counts[number] > _TIMES[1],
                order.get(number) == 0,
                order.get(number, len(order)) < 3,
                answered[id(entity)] > 0,
                entity in self._unnamed,
            )
            for number, entity in enumerate(self.entities)
        ]
        return np.array(rows, np.float32).reshape(len(self.entities), len(_KINDS) + 12)

    def candidates(self, number: int, addressed: bool = False) -> Candidates | None:
        """Whom the words of that draft's speaker, or of its addressee, may mean.

        None where it has none, where the rules name several, or where they go by how an interview is printed.
        """
        draft, answers = self._drafts[number], (self._answers, self._addressed)
        words, others = (draft.addressee, draft.speaker) if addressed else (draft.speaker, draft.addressee)
        answer, other = answers[addressed][number], answers[not addressed][number]
        own = sorted(set(chain.from_iterable(self._words.touched(span) for span in words)))
        tokens = self._tokens.within(words[0]) if words else range(0)
        if not own or not len(tokens) or len(answer.entities) > 1:
            return None
        labelled = not addressed and is_label(self._tokens, tokens.start, self._grammar.conversations.answers)
        if labelled or (answer.entities and answer.resolution is Resolution.CONTEXT):
            return None
        last, times = self._spoke[number]
        return self._candidates(
            own,
            tokens,
            self._asked(draft, answer, tokens, addressed),
            answer,
            draft.quote,
            others,
            _Speaking((last,), times, other.entities),
        )

    def of_pronoun(self, number: int, draft: int, speaking: Answer, answer: Answer) -> Candidates:
        """Whom a pronoun in the quote of that draft may mean.

        `number`: its token. `speaking`: who says the quote, who in indirect speech is *he* and in direct speech isn't.
        `answer`: the rules'.
        """
        around, token, answer = self._drafts[draft], self._tokens[number], self._placed(answer)
        own = list(self._words.touched(Span(token.start, token.end)))
        direct, addressed = around.kind is Kind.DIRECT, self._addressed[draft].entities
        last, others = ((), (*speaking.entities, *addressed)) if direct else (speaking.entities, addressed)
        tokens = range(number, number + 1)
        return self._candidates(
            own,
            tokens,
            self._asked(around, answer, tokens, False, genders_of(token.lower, self._grammar)),
            answer,
            around.quote,
            around.speaker,
            _Speaking(last, self._spoke[draft][1], others),
        )

    def _placed(self, answer: Answer) -> Answer:
        """An answer, where it means somebody whom the article names."""
        return answer if all(entity in self._number for entity in answer.entities) else NOBODY

    def _candidates(
        self,
        own: Sequence[int],
        tokens: range,
        asked: Floats,
        answer: Answer,
        quote: Spans,
        others: Spans,
        speaking: "_Speaking",
    ) -> Candidates:
        """Whom words may mean: `own` by their numbers in the document, `tokens` by those of the first ones' tokens."""
        rows = self._near(own)
        nowhere = [self._number[each] for each in answer.entities if self._number[each] not in self._entity[rows]]
        entities = np.concatenate([self._entity[rows], np.array(nowhere, np.int64)])
        where = self._where(quote, others, own, tokens, rows, len(nowhere))
        who = self._of_entities[entities]
        features = np.concatenate(
            [
                where,
                who,
                _agreement(asked, who),
                self._told(answer, speaking, entities),
                self._shared(own, entities),
                self._described(own, entities),
            ],
            axis=1,
        )
        vectors = np.zeros((len(entities), self._vectors.shape[1]), np.float32)
        vectors[: len(rows)] = self._of_places[rows]
        open_or_how = [not answer.entities, *_one_hot_resolution(answer)]
        return Candidates(
            self.entities,
            entities,
            features,
            vectors,
            asked,
            self._vectors[own].mean(0),
            np.array(open_or_how, np.float32),
            self._unnamed,
        )

    def _near(self, own: Sequence[int]) -> Integers:
        """The places that are looked at: of each entity the last two up to the words, the next, and the first."""
        seen = int(np.searchsorted(self._start, own[-1], "right"))
        before = np.bincount(self._entity[:seen], minlength=len(self.entities))[self._entity]
        near = (self._time >= before - BEFORE) & (self._time < before + AFTER) | (self._time == 0)
        return np.flatnonzero(near)

    def _where(
        self, quote: Spans, others: Spans, own: Sequence[int], tokens: range, rows: Integers, nowhere: int
    ) -> Floats:
        """float32 (place, features): where each place stands to the own words; the last ones have none.

        `others`: the words of whom the speaker addresses, or who speaks to the addressee.
        """
        start, stop = self._start[rows], self._stop[rows]
        token = self._tokens[tokens.start]
        away = start - own[0]
        bucket = np.minimum(_BUCKETS - 1, np.ceil(np.log2(np.abs(away) + 1)).astype(np.int64)) + _BUCKETS * (away > 0)
        back = token.sentence - self._sentence[rows]
        group = np.where(back < 0, len(_SENTENCES) + 1, np.searchsorted(_SENTENCES, back))
        flags = [
            self._paragraph[rows] == token.paragraph,
            _all_in(start, stop, own),
            _within(start, self._words, quote),
            *self._marks[:, rows],
            _within(start, self._words, others),
            stop - start > 1,
        ]
        named = np.concatenate(
            [np.eye(2 * _BUCKETS)[bucket], np.eye(len(_SENTENCES) + 2)[group], np.stack(flags, axis=1)],
            axis=1,
        )
        features = np.zeros((len(rows) + nowhere, 1 + named.shape[1]), np.float32)
        features[: len(rows), 1:] = named
        features[len(rows) :, 0] = 1
        return features

    def _asked(
        self, draft: Draft, answer: Answer, tokens: range, addressed: bool, genders: frozenset[str] | None = None
    ) -> Floats:
        """float32 (features,): what the words are; `genders` of a pronoun, where its word alone doesn't tell them."""
        grammar, first = self._grammar, self._tokens[tokens.start]
        word = first.lower
        single = len(tokens) == 1
        means = genders if genders is not None else grammar.pronouns.get(word, frozenset()) if single else frozenset()
        person = single and word in grammar.first_person
        relative = single and word in grammar.relative
        several = word in grammar.pairs
        capitals = any(self._tokens[each].is_capitalised for each in tokens[1:])
        return np.array(
            [
                *(gender in means for gender in _GENDERS),
                person,
                relative,
                several,
                not (means or person or relative or several),
                single,
                len(tokens) > _MANY_WORDS,
                word in grammar.definite,
                word in grammar.indefinite,
                grammar.is_possessive(word),
                first.is_capitalised,
                capitals,
                first.quoted,
                draft.quote[0].start < first.start,
                draft.kind is Kind.DIRECT,
                draft.kind is Kind.REPORTED,
                not answer.entities,
                addressed,
            ],
            np.float32,
        )

    def _told(self, answer: Answer, speaking: "_Speaking", entities: Integers) -> Floats:
        """float32 (place, features): what the rules say of these words, and of who speaks."""
        how = np.array(_one_hot_resolution(answer), np.float32)
        rows = {}
        for each in set(entities.tolist()):
            entity = self.entities[each]
            meant = entity in answer.entities
            spoken = min(_MOST_SPOKEN, speaking.times[entity]) / _MOST_SPOKEN
            besides = bool(answer.entities) and not meant
            rows[each] = [*(how * meant), besides, entity in speaking.last, spoken, entity in speaking.others]
        told = [rows[each] for each in entities.tolist()]
        return np.array(told, np.float32).reshape(len(entities), len(_RESOLUTIONS) + 4)

    def _shared(self, own: Sequence[int], entities: Integers) -> Floats:
        """float32 (place, 2): whether the own words have a word of the name, and all of them."""
        words = {self._words.word(each).lower() for each in own} - set(CLITICS)
        of_each = {each: {word.lower() for word in self.entities[each].words} for each in set(entities.tolist())}
        rows = [(bool(words & of_each[each]), of_each[each] <= words) for each in entities.tolist()]
        return np.array(rows, np.float32).reshape(len(entities), 2)

    def _described(self, own: Sequence[int], entities: Integers) -> Floats:
        """float32 (place, 3): whether the words have one of what each is described as, its country, or another."""
        words = [self._words.word(each) for each in own]
        told = {word.lower() for word in words} - self._grammar.function_words
        countries = {country for word in words if (country := self._grammar.country(word))}
        rows = {}
        for each in set(entities.tolist()):
            descriptions = self.entities[each].descriptions
            described = {word.lower() for known in descriptions for word in known.text.split()}
            known_countries = {country for known in descriptions for country in known.countries}
            same = bool(countries & known_countries)
            rows[each] = (bool(told & described), same, bool(countries and known_countries) and not same)
        return np.array([rows[each] for each in entities.tolist()], np.float32).reshape(len(entities), 3)


def _spoke_before(
    drafts: Sequence[Draft], answers: Sequence[Answer]
) -> dict[int, tuple[Entity | None, Counter[Entity]]]:
    """Of each draft who spoke last before it, and how often each spoke, as the rules say."""
    last: Entity | None = None
    times: Counter[Entity] = Counter()
    spoke = {}
    for number in sorted(range(len(drafts)), key=lambda each: drafts[each].quote[0].start):
        spoke[number] = (last, times.copy())
        if answers[number].entities:
            last = answers[number].entities[0]
            times[last] += 1
    return spoke


def _one_hot_resolution(answer: Answer) -> list[bool]:
    return [bool(answer.entities) and answer.resolution is each for each in _RESOLUTIONS]


def _agreement(asked: Floats, who: Floats) -> Floats:
    """float32 (place, 14): how each entity's gender and number fit the speaker's words. `who`: of each place."""
    masculine, feminine, plural, neuter = asked[: len(_GENDERS)]
    no_pronoun, within = asked[_NO_PRONOUN], len(_KINDS)
    person, organisation = who[:, _KINDS.index(ReferentKind.PERSON)], who[:, _KINDS.index(ReferentKind.ORGANISATION)]
    man, woman, unknown, many = who[:, within], who[:, within + 1], who[:, within + 2], who[:, within + 3]
    columns = [
        masculine * man,
        masculine * woman,
        masculine * unknown * person,
        feminine * man,
        feminine * woman,
        feminine * unknown * person,
        plural * many,
        plural * (1 - many),
        masculine * (1 - person),
        feminine * (1 - person),
        max(plural, neuter) * organisation,
        no_pronoun * person,
        no_pronoun * organisation,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _all_in(start: Integers, stop: Integers, own: Sequence[int]) -> Flags:
    """Whether all words of each place are among those."""
    belongs = np.zeros(int(max(stop.max(initial=0), own[-1] + 1)) + 1, np.int64)
    belongs[np.array(own) + 1] = 1
    so_far = belongs.cumsum()
    return np.asarray(so_far[stop] - so_far[start] == stop - start)


def _within(start: Integers, words: Words, spans: Sequence[Span]) -> Flags:
    """Whether each place begins in one of the spans."""
    inside = np.zeros(len(start), np.bool_)
    for span in spans:
        touched = words.touched(span)
        inside |= (start >= touched.start) & (start < touched.stop)
    return inside
