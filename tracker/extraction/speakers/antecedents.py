"""Whom a pronoun or a description means: who agrees with it and is in the foreground."""

from dataclasses import replace

from tracker.extraction.speakers.answers import Around
from tracker.extraction.speakers.discourse import PARTIES, Discourse
from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE, NEUTER, PLURAL, Sort
from tracker.extraction.speakers.noun_phrases import (
    Description,
    NounPhrase,
    agrees,
    base_form,
)
from tracker.extraction.speakers.phrases import (
    features_of_possessive,
    is_definite_organisation,
    number_of_verb,
)
from tracker.extraction.speakers.referents import Entity, Referents
from tracker.extraction.speakers.tokens import Tokens
from tracker.extraction.statements import ReferentKind

_LEAD_OF_PRONOUN = 1.2  # how much more salient than the next the one meant must be
_LEAD_OF_DESCRIPTION = 1.6
_SPOKE_BEFORE = 1.5  # how much likelier the speaker behind a quote is who spoke last
_SPEAKING_OUTSIDE = 3.0  # how much likelier *er* in indirect speech is who speaks
_UNKNOWN_GENDER = 0.85  # how well somebody of unknown gender fits he or she
_DOUBTFUL_PERSON = 0.5  # the same for a name that nothing but the tagger calls a person's
_ORGANISATION_AS_PRONOUN = 0.5
_OUTSTANDING = 0.6  # the salience that *it* and *they* need to mean an organisation
_CLEAR = 0.3  # the salience that a group's pronoun or a general noun needs


class Antecedents:
    """Looks back in the discourse, and for descriptions through the whole article."""

    def __init__(self, tokens: Tokens, referents: Referents, discourse: Discourse, grammar: Grammar) -> None:
        self.tokens = tokens
        self.referents = referents
        self.discourse = discourse
        self.grammar = grammar

    def of_pronoun(self, number: int, around: Around) -> Entity | None:
        """Whom a personal pronoun means."""
        token = self.tokens[number]
        features = self.grammar.pronouns[token.lower]
        if self.grammar.polite and token.text == self.grammar.polite and not self._begins_sentence(number):
            return None
        if len(features) > 1:
            found = self.number(number, around)
            if found == PLURAL:
                features = frozenset((PLURAL,))
            elif found is not None:
                features = features - {PLURAL}
        return self.most_salient(number, features, around)

    def of_demonstrative(self, number: int) -> Entity | None:
        """Whom *dieser* means: somebody only where nobody else of its gender was just named."""
        word = self.tokens.lower(number)
        genders = {g for g, words in self.grammar.determiner_genders.items() if word in words}
        near = self.discourse.in_last_sentence(self.tokens[number])
        fitting = [e for e in near if self._fit(e, frozenset(genders)) > 0]
        return fitting[0] if len(fitting) == 1 else None

    def _begins_sentence(self, number: int) -> bool:
        if number == 0 or self.tokens[number - 1].paragraph != self.tokens[number].paragraph:
            return True
        before = self.tokens[number - 1]
        return not before.is_word and before.text != ","

    def number(self, number: int, around: Around) -> str | None:
        """Whether a pronoun is singular or plural by the verb beside it or by the cue."""
        near = [n for n in (number + 1, number - 1) if self.tokens.at(n) is not None]
        for candidate in (*near, *around.cue):
            word = self.tokens.lower(candidate)
            listed = word in self.grammar.singular_verbs or word in self.grammar.plural_verbs
            if candidate in near and not listed and word in self.grammar.function_words:
                continue
            found = number_of_verb(word, self.grammar)
            if found is not None:
                return found
        return None

    def of_possessive(self, number: int, around: Around) -> Entity | None:
        """Whom a possessive means (*seine* Meinung, *her* campaign)."""
        features = features_of_possessive(self.tokens.lower(number), self.grammar)
        return self.most_salient(number, features, around)

    def most_salient(self, number: int, features: frozenset[str], around: Around) -> Entity | None:
        """Who of those that a pronoun's gender and number fit is clearly in the foreground."""
        if not features:
            return None
        token = self.tokens[number]
        entity = self.discourse.best(
            token, lambda candidate: self._fit_around(candidate, features, around), _LEAD_OF_PRONOUN
        )
        if entity is not None and not entity.is_person and not entity.plural and not self.grammar.compounds:
            salience = self.discourse.salience(token)
            entity = entity if salience[entity] >= _OUTSTANDING else None
        said_of_others = bool(around.excluded) or not token.quoted  # whoever speaks there doesn't mean themselves
        learnt = features in ({MASCULINE}, {FEMININE}) and said_of_others
        if learnt and entity is not None and entity.is_person and entity.gender is None:
            entity.gender = next(iter(features))
        return entity

    def organisation_spoken_of(self, number: int, around: Around) -> Entity | None:
        """The organisation that is clearly in the foreground, persons counted; None where a person is."""
        token = self.tokens[number]
        found = self.discourse.best(
            token, lambda e: float(e.kind in PARTIES and e not in around.excluded), _LEAD_OF_DESCRIPTION
        )
        if found is None or found.kind is not ReferentKind.ORGANISATION or not found.named:
            return None
        return found if self.discourse.salience(token)[found] >= _CLEAR else None

    def _fit_around(self, entity: Entity, features: frozenset[str], around: Around) -> float:
        if entity in around.excluded:
            return 0.0
        if entity in around.favoured:
            return self._fit(entity, features) * _SPEAKING_OUTSIDE
        return self._fit(entity, features) * (_SPOKE_BEFORE if entity in around.spoke_before else 1.0)

    def _fit(self, entity: Entity, features: frozenset[str]) -> float:
        """How well an entity fits a pronoun, 0 to 1."""
        if entity.kind is ReferentKind.PLACE or entity.kind is ReferentKind.OTHER:
            return 0.3 if PLURAL in features and entity.plural else 0.0
        if entity.plural:
            return 1.0 if PLURAL in features else 0.0
        if entity.is_person:
            if entity.gender in features:
                return 1.0
            if entity.gender is not None or not features & {MASCULINE, FEMININE}:
                return 0.0
            return _UNKNOWN_GENDER if entity.is_certain else _DOUBTFUL_PERSON
        if self.grammar.compounds:
            return _ORGANISATION_AS_PRONOUN if entity.gender in features else 0.0
        return 1.0 if PLURAL in features or NEUTER in features else 0.0

    def pair(self, number: int, phrase: NounPhrase | None) -> tuple[Entity, ...]:
        """*beide*, *die beiden Chefdiplomaten*, *both*."""

        def fits(entity: Entity) -> bool:
            if phrase is None or phrase.noun.sort is Sort.GROUP:
                return True
            described = [d for d in entity.descriptions if d.noun.head not in self.grammar.counterparts]
            singular = replace(phrase.noun, plural=False)
            asked = replace(phrase.description, noun=singular)
            return entity.is_person and (
                not described or any(agrees(asked, known, self.grammar) for known in described)
            )

        return self.discourse.last_pair(self.tokens[number], fits)

    def sides(self, number: int) -> tuple[Entity, ...]:
        """*both sides*: the two parties that the sentence or the one before names."""
        return self.discourse.last_parties(self.tokens[number])

    def organisation(self, phrase: NounPhrase) -> Entity | None:
        """Which organisation a description means: one it names by itself, or one spoken of before."""
        noun, description = phrase.noun, phrase.description
        word = self.tokens[phrase.end - 1].text
        owned = noun.stem in self.grammar.needs_owner and bool(description.countries)
        proper = self._is_proper(phrase) or is_definite_organisation(noun, word, owned, self.grammar)
        if proper and phrase.determiner not in self.grammar.indefinite:
            start = phrase.first + bool(phrase.determiner)
            while start < phrase.end - 1 and self._is_no_part_of_name(start):
                start += 1
            name = self.base_form_of(phrase, start)
            return self._with_more_to_its_name(name) or self.referents.institution(name, noun.gender)
        if phrase.determiner not in self.grammar.definite and not self.grammar.is_possessive(phrase.determiner):
            return None
        if self._is_plural(phrase):
            return None
        return self._organisation_before(phrase)

    def _is_proper(self, phrase: NounPhrase) -> bool:
        """Whether capitalised adjectives make the phrase a name: *die Neue Rheinische Zeitung*."""
        start = phrase.first + bool(phrase.determiner)
        words = [self.tokens[n] for n in range(start, phrase.end - 1)]
        return (
            bool(words)
            and all(w.is_capitalised and self.grammar.inflection.is_adjective(w.lower) for w in words)
            and self.grammar.compounds
            and phrase.determiner in self.grammar.definite
        )

    def _is_no_part_of_name(self, number: int) -> bool:
        """*das zuständige Bauamt*: an adjective in lower case, unless it tells the country."""
        token = self.tokens[number]
        return self.grammar.compounds and not token.is_capitalised and not self.grammar.country(token.lower)

    def _with_more_to_its_name(self, name: str) -> Entity | None:
        """*Amtsgericht Neustadt* for *das Amtsgericht*, if only one organisation's name goes on so."""
        longer = [e for e in self.referents.organisations if e.name.startswith(name + " ")]
        return longer[0] if len(longer) == 1 and self.discourse.has_seen(longer[0]) else None

    def _is_plural(self, phrase: NounPhrase) -> bool:
        """*die Betreiber*: a noun whose plural looks like its singular, with an article of another gender."""
        genders = {gender for gender, words in self.grammar.determiner_genders.items() if phrase.determiner in words}
        return phrase.noun.gender in (MASCULINE, NEUTER) and genders == {FEMININE}

    def _organisation_before(self, phrase: NounPhrase) -> Entity | None:
        """*die Behörde*, *the company*: the organisation of that sort, else the only one spoken of."""
        token = self.tokens[phrase.first]
        known = [e for e in self.referents.organisations if self._is_such(e, phrase.description)]
        seen = [entity for entity in known if self.discourse.has_seen(entity)]
        if len(seen) == 1:
            return seen[0]
        if seen:
            return self.discourse.best(token, lambda e: float(e in seen), _LEAD_OF_DESCRIPTION)
        if phrase.noun.stem not in self.grammar.generic_organisations or (
            phrase.description.countries or phrase.description.names
        ):
            return None
        near = [
            e
            for e, weight in self.discourse.salience(token).items()
            if e.kind is ReferentKind.ORGANISATION and weight >= _CLEAR and self._may_be_such(e, phrase)
        ]
        return near[0] if len(near) == 1 and near[0].named else None

    def _is_such(self, entity: Entity, asked: Description) -> bool:
        if any(agrees(asked, known, self.grammar) for known in entity.descriptions):
            return True
        if asked.noun.stem in self.grammar.known_organisations.get(entity.name, ()):
            return True
        called = {asked.noun.stem, *self.grammar.synonyms.get(asked.noun.stem, ())}
        if asked.noun.stem in self.grammar.no_short_forms:
            return False
        heads = {entity.words[-1].lower(), entity.words[0 if self.grammar.compounds else -1].lower()}
        return any(head.endswith(tuple(called)) for head in heads) and entity.name.lower() not in called

    def _may_be_such(self, entity: Entity, phrase: NounPhrase) -> bool:
        """Whether nothing speaks against an organisation being of that sort."""
        if entity.descriptions or entity.name in self.grammar.known_organisations:
            return False
        nouns = [self.grammar.noun(word.lower()) for word in (entity.words[0], entity.words[-1])]
        return not any(noun is not None and noun.sort is Sort.ORGANISATION for noun in nouns)

    def person(self, phrase: NounPhrase, around: Around) -> Entity | None:
        """Whom a description of a person means, perhaps somebody without a name."""
        noun, asked = phrase.noun, phrase.description
        token = self.tokens[phrase.first]
        if noun.head in self.grammar.counterparts:
            return self._counterpart(phrase)
        if phrase.determiner in self.grammar.indefinite or not phrase.determiner:
            return None
        owned = phrase.possessor is not None
        fitting = [e for e in self.referents.entities if self._is_called(e, asked, owned, noun.gender)]
        recent = [
            e for e in self.discourse.salience(token) if not e.named and self._is_called(e, asked, owned, noun.gender)
        ]
        if len(fitting) == 1 and not recent:
            return fitting[0]
        if fitting or recent:
            candidates = [*fitting, *recent]
            return self.discourse.best(token, lambda e: float(e in candidates), _LEAD_OF_DESCRIPTION)
        generic = not noun.head or noun.stem in self.grammar.generic_persons
        if generic and not owned and not phrase.has_complement and phrase.determiner in self.grammar.definite:
            return self._in_foreground(phrase, around)
        return None

    def _in_foreground(self, phrase: NounPhrase, around: Around) -> Entity | None:
        """*the candidate*, *der 54-Jährige*: the person spoken of, if that is clear, as for a pronoun."""
        gender = phrase.noun.gender
        features = frozenset((gender,)) if gender else frozenset((MASCULINE, FEMININE))
        found = self.most_salient(phrase.first, features, around)
        if found is None or not found.is_person or not found.named:
            return None
        return found if self.discourse.salience(self.tokens[phrase.first])[found] >= _CLEAR else None

    def _is_called(self, entity: Entity, asked: Description, owned: bool, gender: str | None) -> bool:
        if not entity.is_person or entity.plural or (gender and entity.gender not in (None, gender)):
            return False
        return any(
            agrees(asked, known, self.grammar) and (not owned or asked.names & known.names)
            for known in entity.descriptions
            if asked.noun.head
        )

    def _counterpart(self, phrase: NounPhrase) -> Entity | None:
        """*sein russischer Amtskollege*: the only person in the article who belongs to that country."""
        wanted = phrase.description.countries
        fitting = [
            e for e in self.referents.entities if e.is_person and any(wanted & d.countries for d in e.descriptions)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def base_form_of(self, phrase: NounPhrase, first: int) -> str:
        """An organisation's name in the nominative, from token `first` to its noun."""
        words = [self.tokens[n].text for n in range(first, phrase.end)]
        return base_form(words, phrase.noun, self.grammar)
