"""Whom the words of a speaker or addressee mean: a name, a description, a pronoun, or several of them."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.speakers.answers import NOBODY, NOWHERE, Answer, Around, of_entity
from tracker.extraction.speakers.antecedents import Antecedents
from tracker.extraction.speakers.discourse import PARTIES
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE, PLURAL, Sort
from tracker.extraction.speakers.name_words import adjoins, follows_organisation_noun, is_organisation_noun
from tracker.extraction.speakers.noun_phrases import (
    NounPhrase,
    base_form,
    noun_phrase_at,
    with_complement,
)
from tracker.extraction.speakers.phrases import (
    compound_owner,
    conjunction,
    is_modifier,
    source_noun,
    trimmed,
    without_joint,
    without_relative_clause,
)
from tracker.extraction.speakers.referents import Entity, Occurrence
from tracker.extraction.speakers.tokens import CLITICS
from tracker.extraction.statements import ReferentKind, Resolution

_LEAD_OF_SURNAME = 1.4  # how much more salient than the next the one of several with that surname must be


class Wording:
    """Reads words against what the article has told so far.

    `ended` keeps whom the words that end before a token meant, for relative pronouns.
    """

    def __init__(self, antecedents: Antecedents) -> None:
        self.antecedents = antecedents
        self.tokens = antecedents.tokens
        self.referents = antecedents.referents
        self.discourse = antecedents.discourse
        self.grammar = antecedents.grammar
        self.ended: dict[int, Answer] = {}

    def trimmed(self, first: int, end: int) -> tuple[int, int]:
        """The tokens without what doesn't belong to a speaker, but with the whole of a name: *von der Leyen*."""
        start, end = trimmed(self.tokens, first, end, self.grammar)
        return min([start, *(occurrence.first for occurrence in self.referents.crossing(start))]), end

    def answer(self, first: int, end: int, around: Around) -> Answer:
        """Whom these words mean."""
        first, end = self.trimmed(first, end)
        if first >= end:
            return NOBODY
        pronoun = self._pronominal(first, end, around)
        if pronoun is not None:
            return pronoun
        limit = without_relative_clause(self.tokens, first, end, self.referents.within(first, end), self.grammar)
        together = self._coordinated(first, limit, around)
        if together is not None:
            return together
        return self._single(first, limit, around)

    def _pronominal(self, first: int, end: int, around: Around) -> Answer | None:
        """The answer where the words are a pronoun, None where they are not."""
        word = self.tokens.lower(first)
        alone = end - first == 1 or (end - first == 2 and self.tokens.lower(end - 1) in self.grammar.reflexive)
        if alone and word in self.grammar.pairs:
            return self._pair(first, None)
        if alone and word in self.grammar.second_person:
            return NOBODY
        if alone and word in self.grammar.demonstrative:
            return of_entity(self.antecedents.of_demonstrative(first), Resolution.PRONOUN)
        if alone and word in self.grammar.relative and word not in self.grammar.pronouns:
            return self._antecedent(first)
        if alone and self.grammar.is_possessive(word) and word not in self.grammar.pronouns:
            return of_entity(self.antecedents.of_possessive(first, around), Resolution.PRONOUN)
        if alone and word in self.grammar.pronouns:
            answer = of_entity(self.antecedents.of_pronoun(first, around), Resolution.PRONOUN)
            return self._several(first, around) if answer is NOBODY else answer
        return None

    def _several(self, number: int, around: Around) -> Answer:
        """Two who were named together, for a pronoun in the plural."""
        features = self.grammar.pronouns[self.tokens.lower(number)]
        if PLURAL not in features or (len(features) > 1 and self.antecedents.number(number, around) != PLURAL):
            return NOBODY
        pair = self.discourse.last_pair(self.tokens[number], lambda entity: True, only_together=True)
        return Answer(pair, Resolution.PRONOUN) if pair else NOBODY

    def _pair(self, first: int, phrase: NounPhrase | None) -> Answer:
        """*beide*, *die beiden Chefdiplomaten*."""
        pair = self.antecedents.pair(first, phrase)
        resolution = Resolution.PRONOUN if phrase is None else Resolution.DESCRIPTION
        return Answer(pair, resolution) if pair else NOBODY

    def _antecedent(self, first: int) -> Answer:
        """Whom a relative pronoun continues: what ended right before it."""
        number = first
        while number > max(0, first - 3):
            if number in self.ended:
                answer = self.ended[number]
                return replace(answer, resolution=Resolution.PRONOUN)
            if self.tokens[number - 1].is_word:
                break
            number -= 1
        return NOBODY

    def _coordinated(self, first: int, end: int, around: Around) -> Answer | None:
        """The answer for *X und Y* where X is a name or office of its own, None for everything else."""
        occurrences = self.referents.within(first, end)
        several = self._people_listed(first, end, occurrences)
        if len(several) > 1:
            return Answer(several, Resolution.NAME)
        split = conjunction(self.tokens, first, end, occurrences, self.grammar)
        if split is None:
            return None
        listed = self._listed(first, split)
        if len(listed) == 1 and any(self.tokens[n].text == "," for n in range(first, split)):
            return None
        parts = [self._single(a, b, around) for a, b in listed]
        if not parts or not all(part.entities for part in parts):
            return None
        parts.append(self.answer(split + 1, end, around))
        entities = tuple(dict.fromkeys(entity for part in parts for entity in part.entities))
        weakest = max((part.resolution for part in parts if part.entities), key=list(Resolution).index)
        return Answer(entities, weakest)

    def _people_listed(self, first: int, end: int, occurrences: Sequence[Occurrence]) -> tuple[Entity, ...]:
        """The people of *the senators Jane Doe (D-Ohio), Ann Lee and Bob Ray*; nobody where no *and* joins the last."""
        heads: list[Occurrence] = []
        before: Occurrence | None = None
        joined = told_more = False
        for each in occurrences:
            conjoined = self.tokens.lower(each.phrase_first - 1) in self.grammar.conjunctions
            told_more = (told_more and conjoined) or is_modifier(self.tokens, each, first, end, self.grammar)
            if each.entities[0].is_person and not told_more:
                heads.append(each)
                joined = self._has_conjunction(before, each)
            before = each
        people = [self.one_of(each) for each in heads] if joined else []
        return tuple(dict.fromkeys(each for each in people if each is not None))

    def _has_conjunction(self, before: Occurrence | None, each: Occurrence) -> bool:
        """Whether *and* stands between two names."""
        between = range(before.end, each.first) if before is not None else range(0)
        return any(self.tokens.lower(number) in self.grammar.conjunctions for number in between)

    def _listed(self, first: int, end: int) -> list[tuple[int, int]]:
        """The parts of a list before its last *and*: *A, B* und C; an apposition is no part of its own."""
        commas = [n for n in range(first, end) if self.tokens[n].text == ","]
        if not commas:
            return [(first, end)]
        starts, ends = [first, *(n + 1 for n in commas)], [*commas, end]
        parts = list(zip(starts, ends, strict=True))
        if all(self._is_name_only(a, b) for a, b in parts):
            return parts
        return [(first, end)]

    def _is_name_only(self, first: int, end: int) -> bool:
        occurrences = self.referents.within(first, end)
        return len(occurrences) == 1 and occurrences[0].end == end and occurrences[0].phrase_first <= first

    def _single(self, first: int, end: int, around: Around) -> Answer:
        """Whom words that name one actor mean."""
        first, end = self.trimmed(first, end)
        if first >= end:
            return NOBODY
        if self._is_both_sides(first, end):
            sides = self.antecedents.sides(first)
            return Answer(sides, Resolution.DESCRIPTION) if sides else NOBODY
        source = source_noun(self.tokens, first, end, self.grammar)
        if source is not None and not self._is_within_name(source, first, end):
            return self._behind_source(first, source, end, around)
        named = self._by_name(first, end)
        if named is not None:
            return named
        phrase = noun_phrase_at(self.tokens, self._owner_start(first, end), end, self.grammar)
        if phrase is None or self._has_longer_noun(phrase, end):
            return self._unknown(first, end) if around.is_speaker else NOBODY
        if self.tokens.lower(first + bool(phrase.determiner)) in self.grammar.pairs or (
            self.tokens.lower(first) in self.grammar.pairs
        ):
            return self._pair(first, phrase)
        return self._described(phrase, end, around)

    def _has_longer_noun(self, phrase: NounPhrase, end: int) -> bool:
        """Whether the lexicon's noun only begins the real one: *the Republican* elite."""
        if self.grammar.compounds or phrase.end >= end:
            return False
        token = self.tokens[phrase.end]
        if token.text in CLITICS:
            return True
        known = token.lower in self.grammar.function_words or token.lower in self.grammar.prepositions
        return token.is_word and not token.is_capitalised and not known

    def _is_within_name(self, number: int, first: int, end: int) -> bool:
        """Whether a word belongs to a name: the Harbour *Post*."""
        return any(o.first <= number < o.end and o.end - o.first > 1 for o in self.referents.within(first, end))

    def _is_both_sides(self, first: int, end: int) -> bool:
        """*beide Seiten*, *the two sides*."""
        words = {self.tokens.lower(number) for number in range(first, min(end, first + 2))}
        return bool(words & self.grammar.pairs) and self.tokens.lower(end - 1) in self.grammar.sides

    def _owner_start(self, first: int, end: int) -> int:
        """Where a phrase begins whose owner is named: *Senator* [*Jane Doe's campaign*]."""
        for occurrence in self.referents.within(first, end):
            if self.tokens.lower(occurrence.end) in CLITICS and occurrence.end + 1 < end:
                return occurrence.first
        return first

    def _behind_source(self, first: int, source: int, end: int, around: Around) -> Answer:
        """*Angaben der Polizei*, *seiner Meinung*, *WHO-Bericht*, *a statement from the company*."""
        before = self.referents.within(first, source)
        if before and before[-1].genitive:
            return self._of_occurrence(before[-1])
        for number in range(first, source):
            word = self.tokens.lower(number)
            if word in self.grammar.own:
                return self._own(source, around)
            if self.grammar.is_possessive(word) and number == first:
                return of_entity(self.antecedents.of_possessive(number, around), Resolution.PRONOUN)
        owner = compound_owner(self.tokens[source].text, self.grammar)
        if owner:
            return self._named_or_institution(owner, joined="-" in self.tokens[source].text)
        if source + 1 < end and not self._starts_place(source + 1):
            return self.answer(source + 1, end, around)
        return NOBODY

    def _starts_place(self, number: int) -> bool:
        """Whether *in Berlin*, *aus Khartum* follows: where the words were heard, not whose they are."""
        word = self.tokens.lower(number)
        return word in self.grammar.place_prepositions and word not in self.grammar.genitive_prepositions

    def _own(self, number: int, around: Around) -> Answer:
        """*nach eigenen Angaben*: the subject of the sentence, printed behind or before."""
        sentence = self.tokens[number].sentence
        for occurrence in self.referents.occurrences:
            if occurrence.first > number and self.tokens[occurrence.first].sentence == sentence:
                before = self.tokens.lower(occurrence.phrase_first - 1)
                entity = occurrence.entities[0]
                if before in self.grammar.prepositions or len(occurrence.entities) != 1:
                    continue
                if entity.kind not in PARTIES:
                    continue
                return Answer(occurrence.entities, Resolution.PRONOUN)
        anybody = frozenset((MASCULINE, FEMININE, PLURAL))
        return of_entity(self.antecedents.most_salient(number, anybody, around), Resolution.PRONOUN)

    def _named_or_institution(self, words: str, phrase: NounPhrase | None = None, joined: bool = False) -> Answer:
        """The organisation that the first part of a compound names: *Polizei*-Sprecher, *WHO*-Bericht.

        `joined`: by a hyphen, as names that the article prints nowhere else are: *Siemens-Sprecherin*.
        """
        entity = self.referents.named(words.split())
        if entity is not None:
            return Answer((entity,), Resolution.NAME)
        noun = self.grammar.noun(words.lower())
        if noun is not None and noun.sort is Sort.ORGANISATION and self.grammar.is_institution(noun):
            name = noun.stem[0].upper() + noun.stem[1:]
            return Answer((self.referents.institution(name, noun.gender),), Resolution.NAME)
        if noun is not None and phrase is not None and noun.stem in self.grammar.needs_owner:
            owner = [self.tokens[n].text for n in range(phrase.first, phrase.end - 1)]
            owner = [word for word in owner if self.grammar.country(word)]
            if owner:
                name = base_form([*owner, noun.stem[0].upper() + noun.stem[1:]], noun, self.grammar)
                return Answer((self.referents.institution(name, noun.gender),), Resolution.NAME)
        if (words.isupper() and len(words) > 1) or (joined and noun is None and words[:1].isupper()):
            return Answer((self.referents.institution(words, None),), Resolution.NAME)
        if noun is not None and noun.sort is Sort.ORGANISATION:
            return Answer((self.referents.institution(words, noun.gender),), Resolution.NAME)
        return NOBODY

    def _by_name(self, first: int, end: int) -> Answer | None:
        """The answer where a name printed there is meant; None where names only tell more of another noun."""
        occurrences = self.referents.within(first, end)
        heads = [o for o in occurrences if not is_modifier(self.tokens, o, first, end, self.grammar)]
        persons = [o for o in heads if o.entities[0].is_person]
        if not heads:
            return None
        head = (persons or heads)[0]
        if self._organisation_before(first, head) or self._is_seat(head):
            return None
        if not persons and (self._noun_before(first, head) or self._preposition_before(first, head)):
            return None
        return self._of_occurrence(head)

    def _organisation_before(self, first: int, head: Occurrence) -> bool:
        """*die Staatsanwaltschaft Kesimli* (vor, …): an organisation is no title, so the person is another part."""
        if not self.grammar.nouns_capitalised or not head.entities[0].is_person or head.phrase_first != head.first:
            return False
        phrase = noun_phrase_at(self.tokens, first, head.first, self.grammar)
        known = phrase is not None and phrase.end == head.first and phrase.noun.sort is Sort.ORGANISATION
        return known and follows_organisation_noun(self.tokens, head.first, self.grammar)

    def _is_seat(self, head: Occurrence) -> bool:
        """Whether a place only tells where an organisation is: *das Amtsgericht Neustadt*."""
        is_place = head.entities[0].kind is ReferentKind.PLACE and not head.genitive
        if not is_place or not self.grammar.nouns_capitalised:
            return False
        return is_organisation_noun(self.tokens, head.first - 1, self.grammar) and adjoins(self.tokens, head.first)

    def _noun_before(self, first: int, head: Occurrence) -> bool:
        """Whether a person's noun stands before an organisation or place: *a Clinton aide in Iowa*."""
        phrase = noun_phrase_at(self.tokens, first, head.first, self.grammar)
        if phrase is None or phrase.end > head.phrase_first:
            return False
        return self.tokens.lower(phrase.end) != ","

    def _preposition_before(self, first: int, head: Occurrence) -> bool:
        """Whether an organisation or place is part of a longer name: *Kampagne für ein freies Tibet*."""
        words = [self.tokens.lower(number) for number in range(first, head.phrase_first)]
        return "," not in words and any(word in self.grammar.prepositions for word in words)

    def _of_occurrence(self, occurrence: Occurrence) -> Answer:
        entity = self.one_of(occurrence)
        if entity is None:
            return NOBODY
        resolution = Resolution.NAME if occurrence.full else Resolution.PART_OF_NAME
        description = occurrence.description.text if occurrence.description is not None else None
        return Answer((entity,), resolution, description)

    def one_of(self, occurrence: Occurrence) -> Entity | None:
        """Whom a name means; of several who share it, the one clearly in the foreground."""
        if len(occurrence.entities) == 1:
            return occurrence.entities[0]
        return self.discourse.best(
            self.tokens[occurrence.first],
            lambda entity: float(entity in occurrence.entities),
            _LEAD_OF_SURNAME,
        )

    def _unknown(self, first: int, end: int) -> Answer:
        """Words whose noun the lexicon does not know: somebody, but nobody named."""
        has_determiner = self.grammar.is_determiner(self.tokens.lower(first))
        if not has_determiner and not self.grammar.compounds and end - first == 1:
            return NOBODY
        without = not has_determiner and not self.grammar.compounds
        plural = without or self.tokens.lower(first) in self.grammar.plural_determiners
        entity = Entity((self.tokens.words(first, end),), ReferentKind.PERSON, named=False, plural=plural)
        return Answer((), Resolution.DESCRIPTION, unnamed=entity)

    def _described(self, phrase: NounPhrase, end: int, around: Around) -> Answer:
        """A description among the words of a speaker, with what follows its noun."""
        noun = phrase.noun
        if noun.sort is Sort.ORGANISATION:
            whole = self._organisation_with_complement(phrase, end)
            if whole is not None:
                return whole
            return self.description(phrase, around)
        speaks_for = noun.sort is Sort.SPOKESPERSON or noun.stem in self.grammar.representatives
        if speaks_for and not noun.plural:
            organisation = self._spoken_for_by(phrase, end, around) or self._spoken_for_in_foreground(
                phrase, end, around
            )
            if organisation is not None:
                unnamed = self._make_unnamed(phrase)
                unnamed.stands_for = organisation
                return of_entity(unnamed, Resolution.DESCRIPTION)
        if phrase.end < end:
            described = with_complement(self.tokens, phrase, end, self.grammar)
            phrase = replace(phrase, description=replace(described, text=phrase.description.text))
            phrase = replace(phrase, has_complement=True)
        return self.description(phrase, around)

    def _organisation_with_complement(self, phrase: NounPhrase, end: int) -> Answer | None:
        """*Reed's campaign*, *the Reed campaign*, *Amtsgericht Neustadt*: an organisation with its owner."""
        inside = self.referents.within(phrase.first, phrase.end - 1)
        noun = phrase.noun
        if noun.stem in self.grammar.offices:
            owner = self._owner(phrase, inside)
            if owner is not None and noun.stem in self.grammar.attributive_offices:
                return self._institution_answer(f"{owner.words[-1]} {noun.stem}", None)
            if owner is not None and inside and not self.grammar.compounds:
                first = inside[-1].first
                return self._institution_answer(self._joined(first, phrase.end), None)
        following = self.referents.within(phrase.end, min(end, phrase.end + 4))
        if following and following[0].first == phrase.end and self.grammar.compounds:
            place = following[0].entities[0]
            words = self.antecedents.base_form_of(phrase, phrase.end - 1)
            if place.kind is ReferentKind.PLACE:
                return self._institution_answer(f"{words} {place.name}", noun.gender)
        return None

    def _joined(self, first: int, end: int) -> str:
        return self.tokens.words(first, end).replace(" 's", "'s").replace(" ’s", "’s")

    def _owner(self, phrase: NounPhrase, inside: Sequence[Occurrence]) -> Entity | None:
        if inside:
            return inside[-1].entities[0] if len(inside[-1].entities) == 1 else None
        if self.grammar.is_possessive(phrase.determiner):
            owner = self.antecedents.of_possessive(phrase.first, NOWHERE)
            return owner if owner is not None and owner.named and owner.is_person else None
        return None

    def _institution_answer(self, name: str, gender: str | None) -> Answer:
        return Answer((self.referents.institution(name, gender),), Resolution.NAME)

    def _spoken_for_by(self, phrase: NounPhrase, end: int, around: Around) -> Entity | None:
        """The organisation for which a spokesperson without a name speaks."""
        speaks_for_places = phrase.noun.sort is Sort.SPOKESPERSON  # an official of a state doesn't
        inside = [
            o
            for o in self.referents.within(phrase.first, phrase.end)
            if not o.entities[0].is_person
            and len(o.entities) == 1
            and (speaks_for_places or o.entities[0].kind is not ReferentKind.PLACE)
        ]
        if inside:
            return inside[-1].entities[0]
        if phrase.end < end and self._starts_complement(phrase.end):
            answer = self.answer(phrase.end, end, around)
            entities = [e for e in answer.entities if not e.is_person]
            if len(entities) == 1 and answer.unnamed is None:
                return entities[0]
            return None
        word = self.tokens[phrase.end - 1].text
        if self.grammar.compounds and phrase.noun.stem != phrase.noun.head:
            prefix = phrase.noun.stem[: -len(phrase.noun.head)].rstrip("-")
            is_acronym = word[: len(prefix)].isupper()
            joined = word[len(prefix) :].startswith("-")
            if not is_acronym and not joined:
                prefix = without_joint(prefix, self.grammar)
            answer = self._named_or_institution(word[: len(prefix)], phrase, joined)
            return answer.entities[0] if answer.entities else None
        if not self.grammar.compounds:
            words = noun_phrase_at(self.tokens, phrase.first, phrase.end - 1, self.grammar)
            if words is not None and words.noun.sort is Sort.ORGANISATION:
                whole = self._organisation_with_complement(words, words.end)
                if whole is not None:
                    return whole.entities[0]
                # without an article of its own it is as definite as the spokesperson: a police spokesman
                found = self.description(replace(words, determiner=min(self.grammar.definite)), around)
                return found.entities[0] if len(found.entities) == 1 else None
        return None

    def _spoken_for_in_foreground(self, phrase: NounPhrase, end: int, around: Around) -> Entity | None:
        """*ein Sprecher*, *a spokesperson*, and no word of whose: the organisation that the text is about there."""
        bare = phrase.noun.sort is Sort.SPOKESPERSON and phrase.noun.stem == phrase.noun.head
        alone = phrase.end == end and phrase.first + 2 == phrase.end
        if not bare or not alone or phrase.determiner not in self.grammar.singular_articles:
            return None
        return self.antecedents.organisation_spoken_of(phrase.first, around)

    def _starts_complement(self, number: int) -> bool:
        word = self.tokens.lower(number)
        return (
            word in self.grammar.genitive_prepositions
            or word in self.grammar.genitive_determiners
            or any(occurrence.first == number for occurrence in self.referents.within(number, number + 6))
        )

    def _make_unnamed(self, phrase: NounPhrase) -> Entity:
        words = (phrase.description.text,)
        kind = ReferentKind.ORGANISATION if phrase.noun.sort is Sort.ORGANISATION else ReferentKind.PERSON
        plural = phrase.noun.plural or phrase.noun.sort is Sort.GROUP
        return Entity(
            words,
            kind,
            named=False,
            gender=phrase.noun.gender,
            plural=plural,
            descriptions=[phrase.description],
        )

    def description(self, phrase: NounPhrase, around: Around) -> Answer:
        """Whom a description without a name means."""
        noun = phrase.noun
        if noun.sort is Sort.ORGANISATION:
            found = self.antecedents.organisation(phrase)
        elif noun.plural or noun.sort is Sort.GROUP:
            found = None
        else:
            found = self.antecedents.person(phrase, around)
        if found is None:
            return Answer((), Resolution.DESCRIPTION, unnamed=self._make_unnamed(phrase))
        if not found.named:
            return of_entity(found, Resolution.DESCRIPTION)
        resolution = Resolution.DESCRIPTION
        if noun.sort is Sort.ORGANISATION and found.words[-1].lower() == noun.stem:
            resolution = Resolution.NAME
        description = phrase.description.text if noun.sort is not Sort.ORGANISATION and noun.head else None
        if noun.stem in self.grammar.generic_persons or noun.head in self.grammar.counterparts:
            description = None
        return Answer((found,), resolution, description)
