"""Who and what the article names: all names of one person, organisation or place as one entity."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE, Sort
from tracker.extraction.speakers.name_words import follows_organisation_noun, follows_owned_noun
from tracker.extraction.speakers.names import PrintedName
from tracker.extraction.speakers.noun_phrases import (
    Description,
    description_after,
    description_before,
    description_before_comma,
    noun_at,
)
from tracker.extraction.speakers.tokens import Tokens
from tracker.extraction.statements import ReferentKind

_LONGEST_NAME = 6  # words
_SHORTEST_NICKNAME = 3  # letters that Tim shares with Timothy
_CAPITALS_BEHIND_PREFIX = re.compile(r"(?:Mac|Mc|De|Di|La|Le|Van|Von)[A-ZÄÖÜ]{2,}")
_SHORTEST_IN_CAPITALS = 4  # letters of a surname; what is shorter may be an acronym


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something in the article, while it is being read.

    `gender` is that of a person, or the grammatical gender of what an organisation is called. An entity that
    is not `named` (*eine Frau*, *eine Sprecherin der Polizei*) only keeps pronouns from going elsewhere;
    `stands_for` is the organisation for which it speaks.
    """

    words: tuple[str, ...]
    kind: ReferentKind
    named: bool = True
    gender: str | None = None
    plural: bool = False
    descriptions: list[Description] = field(default_factory=list)
    label: str | None = None
    is_repeated: bool = False
    stands_for: "Entity | None" = None

    @property
    def name(self) -> str:
        """The fullest form of the name that the article prints."""
        return " ".join(self.words)

    @property
    def is_certain(self) -> bool:
        """Whether more than the tagger says that it is a person: a title, or a surname used by itself."""
        return not self.named or bool(self.descriptions) or self.is_repeated

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.kind is ReferentKind.PERSON

    def description(self, grammar: Grammar) -> str | None:
        """The title or office under which it appears first; *Amtskollege* and the like for want of one."""
        ranked = sorted(self.descriptions, key=lambda d: (d.noun.head in grammar.counterparts, d.start))
        return ranked[0].text if ranked else self.label


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name in the text: tokens `first` up to `end` of the phrase `phrase_first` up to `phrase_end`.

    `entities` are whom it may mean: more than one where two people share a surname. `gender` is what a form
    of address or title there tells, `description` the title or apposition there.
    """

    first: int
    end: int
    entities: tuple[Entity, ...]
    genitive: bool
    full: bool
    phrase_first: int
    phrase_end: int
    description: Description | None
    gender: str | None


class Referents:
    """The entities of one article with all places where it names them."""

    def __init__(self, tokens: Tokens, printed: Sequence[PrintedName], grammar: Grammar) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.entities: list[Entity] = []
        self._aliases: dict[tuple[str, ...], tuple[Entity, ...]] = {}
        self._spelt: dict[str, tuple[str, ...]] = {}  # the names of people, by their folded forms
        self._institutions: dict[str, Entity] = {}
        self.titles_before_commas: set[int] = set()
        whole = [name for name in printed if name.whole(tokens)]
        self._cluster(printed, whole)
        self.occurrences = self._find(whole)
        self._describe()
        self._starts = {o.first: o for o in self.occurrences}

    def of_printed(self, name: PrintedName) -> Entity | None:
        """The entity of a printed name, None where it may be several."""
        entities = self._aliases.get(name.words, ())
        return entities[0] if len(entities) == 1 else None

    def within(self, first: int, end: int) -> list[Occurrence]:
        """The occurrences that lie in these tokens, in reading order."""
        return [self._starts[n] for n in range(first, end) if n in self._starts and self._starts[n].end <= end]

    def crossing(self, number: int) -> list[Occurrence]:
        """The occurrence that begins before a token and ends behind it, if there is one."""
        before = [self._starts[n] for n in range(number - _LONGEST_NAME, number) if n in self._starts]
        return [occurrence for occurrence in before if occurrence.end > number]

    @property
    def organisations(self) -> list[Entity]:
        """All organisations, those without a name of their own (*das Bauamt*) included."""
        named = [entity for entity in self.entities if entity.kind is ReferentKind.ORGANISATION]
        return [*named, *self._institutions.values()]

    def named(self, words: Sequence[str]) -> Entity | None:
        """The entity of that name, if the article has it."""
        entities = self._aliases.get(tuple(words), ())
        return entities[0] if len(entities) == 1 else None

    def institution(self, name: str, gender: str | None) -> Entity:
        """The organisation that a definite noun names by itself, one for all places that name it."""
        key = name.lower()
        known = self.named(name.split())
        if known is not None:
            return known
        if key not in self._institutions:
            words = tuple(name.split())
            self._institutions[key] = Entity(words, ReferentKind.ORGANISATION, gender=gender)
            self._institutions[key].plural = key in self.grammar.plural_names
        return self._institutions[key]

    def _cluster(self, printed: Sequence[PrintedName], whole: Sequence[PrintedName]) -> None:
        votes: dict[tuple[str, ...], dict[ReferentKind, float]] = defaultdict(lambda: defaultdict(float))
        for name in printed:
            votes[name.words][name.kind] += name.score
        for name in whole:
            if name.kind is not ReferentKind.PERSON and self._has_title(name):
                votes[name.words][ReferentKind.PERSON] += 1.0
            elif name.kind is ReferentKind.PERSON and self._has_organisation_noun(name):
                votes[name.words][ReferentKind.ORGANISATION] += 1.0
        kinds = {words: max(ballot, key=lambda kind: (ballot[kind], kind)) for words, ballot in votes.items()}
        people = {
            form for words, kind in kinds.items() if kind is ReferentKind.PERSON for form in self._forms_folded(words)
        }
        for words in kinds:
            if self._is_spelt_otherwise(words) and _folded(words) in people:
                kinds[words] = ReferentKind.PERSON
        persons = self._cluster_persons([w for w, kind in kinds.items() if kind is ReferentKind.PERSON])
        others = [words for words in kinds if words not in persons]
        self._cluster_others(others, kinds)

    def _has_title(self, name: PrintedName) -> bool:
        description, _, gender = description_before(self.tokens, name.first, self.grammar)
        return gender is not None and (description is None or description.noun.gender is not None)

    def _has_organisation_noun(self, name: PrintedName) -> bool:
        """*die Zeitung Morgen Post*: no person, although the model says so."""
        if not self.grammar.nouns_capitalised or self.grammar.is_given_name(name.words[0]):
            return False
        if len(name.words) > 1 and follows_owned_noun(self.tokens, name.first, self.grammar):
            return False
        return follows_organisation_noun(self.tokens, name.first, self.grammar)

    def _cluster_persons(self, names: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
        full: list[Entity] = []
        printed = {_folded(words) for words in names if not _in_capitals(words)}
        whole = [w for w in names if self._is_full(w) and not (_in_capitals(w) and _folded(w) in printed)]
        for words in sorted(whole, key=lambda w: (-len(w), w)):
            same = [entity for entity in full if _compatible(words, entity.words, self.grammar)]
            if len(same) == 1:
                self._add_alias(words, same[0])
            elif not same:
                entity = self._person(words)
                full.append(entity)
        by_surname: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        by_given: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        for entity in full:
            for form in self._surnames(entity.words):
                by_surname[form].append(entity)
            by_given[entity.words[:1]].append(entity)
        for form, entities in by_surname.items():
            self._aliases.setdefault(form, tuple(entities))
        for form, entities in by_given.items():
            if form not in self._aliases and len(entities) == 1:
                self._aliases[form] = tuple(entities)
        self._spelt = {_folded(form): form for form in self._aliases if not _in_capitals(form)}
        for words in names:
            if words not in self._aliases and self._is_spelt_otherwise(words) and _folded(words) in self._spelt:
                self._aliases[words] = self._aliases[self._spelt[_folded(words)]]
            elif words not in self._aliases and (of_generation := self._of_generation(words, full)) is not None:
                self._add_alias(words, of_generation)
            elif words not in self._aliases:
                self._person(words)
        return set(self._aliases)

    def _of_generation(self, words: tuple[str, ...], full: Sequence[Entity]) -> Entity | None:
        """Whom a surname with a generation means: *Mason Sr.*, where the article has *Robert F. Mason Sr.*"""
        if len(words) != 2 or words == _significant(words, self.grammar):
            return None
        same = [
            each
            for each in full
            if each.words != _significant(each.words, self.grammar)
            and _generation(each.words) == _generation(words)
            and _significant(each.words, self.grammar)[-1] == words[0]
        ]
        return same[0] if len(same) == 1 else None

    def _forms_folded(self, words: tuple[str, ...]) -> list[str]:
        """A name and its surname, folded; none of one in capitals."""
        return [] if _in_capitals(words) else [_folded(form) for form in (words, *self._surnames(words))]

    def _is_spelt_otherwise(self, words: tuple[str, ...]) -> bool:
        """Whether a name may be another one's, printed in capitals or at a sentence's beginning: *Von der Leyen*."""
        begins = words[0].lower() in self.grammar.particle_starts and words[0].istitle()
        return begins or _in_capitals(words)

    def _is_full(self, words: tuple[str, ...]) -> bool:
        return len(_significant(words, self.grammar)) > 1 and words[0].lower() not in self.grammar.particle_starts

    def _surnames(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        significant = _significant(words, self.grammar)
        forms = [significant[-1:]]
        for number in range(1, len(significant) - 1):
            if significant[number].lower() in self.grammar.particle_starts:
                forms.append(significant[number:])
                break
        return forms

    def _person(self, words: tuple[str, ...]) -> Entity:
        gender = self.grammar.gender_of_given_name(words[0]) if len(words) > 1 else None
        entity = Entity(words, ReferentKind.PERSON, gender=gender)
        self.entities.append(entity)
        self._add_alias(words, entity)
        return entity

    def _add_alias(self, words: tuple[str, ...], entity: Entity) -> None:
        self._aliases[words] = (entity,)

    def _cluster_others(self, names: Sequence[tuple[str, ...]], kinds: dict[tuple[str, ...], ReferentKind]) -> None:
        by_key: dict[str, Entity] = {}
        for words in names:
            key = " ".join(words).lower()
            if key not in by_key:
                plural = key in self.grammar.plural_names
                last = self.grammar.noun(words[-1].lower())
                gender = last.gender if last is not None and last.sort is Sort.ORGANISATION else None
                by_key[key] = Entity(words, kinds[words], plural=plural, gender=gender)
                self.entities.append(by_key[key])
            elif _in_capitals(by_key[key].words):
                by_key[key].words = words  # a dateline's BISHKEK is Bishkek elsewhere
            self._add_alias(words, by_key[key])
        self._merge_short_forms(by_key)
        self._merge_acronyms()

    def _merge_short_forms(self, by_key: dict[str, Entity]) -> None:
        """*Tesla* and *Tesla Motors*: one organisation where only one longer name begins with the shorter."""
        organisations = [e for e in by_key.values() if e.kind is ReferentKind.ORGANISATION]
        by_first: dict[str, list[Entity]] = defaultdict(list)
        for entity in organisations:
            if len(entity.words) > 1:
                by_first[entity.words[0]].append(entity)
        for entity in organisations:
            longer = by_first.get(entity.words[0], ())
            short = len(entity.words) == 1 and not entity.name.isupper()
            if short and len(longer) == 1 and not self.grammar.country(entity.words[0]):
                self._add_alias(entity.words, longer[0])
                self.entities.remove(entity)

    def _merge_acronyms(self) -> None:
        """*S.E.C.* is the *Securities and Exchange Commission* where no other name has these initials."""
        organisations = [each for each in self.entities if each.kind is ReferentKind.ORGANISATION]
        spelled_out = defaultdict(list)
        for entity in organisations:
            for initials in _initials(entity.words):
                spelled_out[initials].append(entity)
        for entity in organisations:
            acronym = entity.name.replace(".", "")
            meant = spelled_out.get(acronym.upper(), ()) if _may_be_acronym(acronym) else ()
            if len(meant) == 1:
                self._add_alias(entity.words, meant[0])
                self.entities.remove(entity)

    def _find(self, whole: Sequence[PrintedName]) -> list[Occurrence]:
        """Every place that prints a name, tagged there or only elsewhere."""
        tagged = {name.first: name for name in whole}
        self._add_acronyms(whole)
        self._add_namesakes()
        occurrences: list[Occurrence] = []
        found: Occurrence | None
        number = 0
        while number < len(self.tokens):
            name = tagged.get(number)
            if name is not None and name.words in self._aliases:
                found = self._occurrence(number, name.end, name.words, name.genitive)
            else:
                found = self._match(number, tagged)
            if found is None:
                number += 1
            else:
                occurrences.append(found)
                number = found.end
        return occurrences

    def _add_acronyms(self, whole: Sequence[PrintedName]) -> None:
        """*Internationale Atomenergie-Organisation (IAEO)*: what stands in brackets is the same."""
        for name in whole:
            entity = self.of_printed(name)
            inside = self.tokens.at(name.end + 1)
            if entity is None or entity.kind is not ReferentKind.ORGANISATION or inside is None:
                continue
            if self.tokens.lower(name.end) != "(" or self.tokens.lower(name.end + 2) != ")":
                continue
            initials = "".join(part[0] for word in name.words for part in word.split("-") if part).upper()
            if inside.text.isupper() and inside.text[0] == initials[0] and len(inside.text) > 1:
                known = self._aliases.get((inside.text,), ())
                self.entities = [e for e in self.entities if e not in known or e is entity]
                self._add_alias((inside.text,), entity)

    def _add_namesakes(self) -> None:
        """*Mr. Obama* is somebody else where the article has Michelle Obama alone in full."""
        for number, token in enumerate(self.tokens):
            known = self._aliases.get((token.text,), ())
            if len(known) != 1 or known[0].words == (token.text,) or known[0].gender not in (MASCULINE, FEMININE):
                continue
            gender = description_before(self.tokens, number, self.grammar)[2]
            if gender in (MASCULINE, FEMININE) and gender != known[0].gender:
                namesake = Entity((token.text,), ReferentKind.PERSON, gender=gender)
                self.entities.append(namesake)
                self._aliases[token.text,] = (*known, namesake)

    def _match(self, number: int, tagged: dict[int, PrintedName]) -> Occurrence | None:
        token = self.tokens[number]
        if not token.is_word or not (token.is_capitalised or token.lower in self.grammar.particle_starts):
            return None
        words: list[str] = []
        found: Occurrence | None = None
        for end in range(number + 1, min(len(self.tokens), number + _LONGEST_NAME) + 1):
            if end - 1 != number and end - 1 in tagged:
                break
            words.append(self.tokens[end - 1].text)
            for form in self._forms(words):
                if form in self._aliases and self._may_be_name(number, end):
                    genitive = len(form[-1]) != len(words[-1]) or self.tokens.lower(end) in ("'s", "’s", "’", "'")
                    found = self._occurrence(number, end, form, genitive)
        return found

    def _forms(self, words: list[str]) -> Iterable[tuple[str, ...]]:
        yield tuple(words)
        if _in_capitals(words) and len(words[-1]) >= _SHORTEST_IN_CAPITALS and _folded(words) in self._spelt:
            yield self._spelt[_folded(words)]
        if words[0].lower() in self.grammar.particle_starts and len(words) > 1:
            yield (words[0].lower(), *words[1:])  # "Von der Leyen"
        last = words[-1]
        for suffix in self.grammar.inflection.genitive:
            if last.endswith(suffix) and len(last) > len(suffix):
                yield (*words[:-1], last.removesuffix(suffix))

    def _may_be_name(self, first: int, end: int) -> bool:
        """Whether an untagged word that is a name elsewhere is one here: not *der Richter*, Frau Richter."""
        if end - first > 1:
            return True
        token = self.tokens[first]
        noun = self.grammar.noun(token.lower)
        return noun is None or noun.sort is Sort.ORGANISATION or token.text.isupper()

    def _occurrence(self, first: int, end: int, words: tuple[str, ...], genitive: bool) -> Occurrence:
        entities = self._aliases[words]
        full = len(entities) == 1 and words == entities[0].words
        if entities[0].is_person:
            before, phrase_first, gender = description_before(self.tokens, first, self.grammar)
            after, phrase_end = description_after(self.tokens, end, self.grammar)
            if before is not None and genitive and self.grammar.compounds and words[-1] != self.tokens[end - 1].text:
                before, phrase_first, gender = None, first, None
            across = description_before_comma(self.tokens, first, end, self.grammar) if before is None else None
            if across is not None:
                before, phrase_first = across
                gender = gender or before.noun.gender
                self.titles_before_commas.add(phrase_first)
        else:
            before, phrase_first, gender = self._organisation_noun(first)
            after, phrase_end = None, end
        description = before or after
        if len(entities) > 1:
            entities = _narrowed(entities, gender, before, self.grammar)
        return Occurrence(first, end, entities, genitive, full, phrase_first, phrase_end, description, gender)

    def _organisation_noun(self, first: int) -> tuple[Description | None, int, str | None]:
        """*die Umweltschutzorganisation Greenpeace*: what an organisation is, and its grammatical gender."""
        start = first
        while start > 0 and self.tokens[start - 1].text in '„“"»«”':
            start -= 1
        matched = noun_at(self.tokens, start - 1, self.grammar) if start > 0 else None
        if matched is None or matched[1] != 1 or matched[0].sort is not Sort.ORGANISATION:
            determiner = self.grammar.is_determiner(self.tokens.lower(first - 1))
            return None, first - determiner, None
        token = self.tokens[start - 1]
        if self.grammar.nouns_capitalised != token.is_capitalised:
            return None, first, None
        noun = matched[0]
        description = Description(token.text, noun, frozenset(), frozenset(), token.start)
        determiner = self.grammar.is_determiner(self.tokens.lower(start - 2))
        return description, start - 1 - determiner, noun.gender

    def _describe(self) -> None:
        for occurrence in self.occurrences:
            if len(occurrence.entities) != 1:
                continue
            entity = occurrence.entities[0]
            entity.is_repeated = entity.is_repeated or not occurrence.full
            if occurrence.description is not None:
                entity.descriptions.append(occurrence.description)
            if occurrence.gender is not None:
                entity.gender = occurrence.gender
            elif entity.gender is None and occurrence.description is not None and entity.is_person:
                entity.gender = occurrence.description.noun.gender
            if entity.label is None and entity.is_person:
                entity.label = self._party(occurrence.end)

    def _party(self, end: int) -> str | None:
        """*Marta Klein (CDU)*: what stands in brackets behind a name."""
        inside = self.tokens.at(end + 1)
        if inside is None or self.tokens.lower(end) != "(" or self.tokens.lower(end + 2) != ")":
            return None
        return inside.text if inside.is_capitalised else None


def _initials(words: Sequence[str]) -> set[str]:
    """The letters by which a name may be called, in capitals: with those of *of* and *the*, and without."""
    parts = [part for word in words for part in word.split("-") if part[:1].isalpha()]
    several = ([part[0] for part in parts], [part[0] for part in parts if part[0].isupper()])
    return {"".join(letters).upper() for letters in several if len(letters) > 1}


def _may_be_acronym(word: str) -> bool:
    """*IMF*, *GdP*."""
    return word.isalpha() and len(word) > 1 and word[0].isupper() and word[-1].isupper()


def _in_capitals(words: Sequence[str]) -> bool:
    """Whether a name is printed in capitals, as transcripts have them: *JAKE TAPPER*, *McCAIN*."""
    return all(word.isupper() or _CAPITALS_BEHIND_PREFIX.fullmatch(word) for word in words)


def _folded(words: Sequence[str]) -> str:
    return " ".join(words).casefold()


def _significant(words: tuple[str, ...], grammar: Grammar) -> tuple[str, ...]:
    """A name without its generation (Jr.)."""
    if len(words) > 1 and words[-1].lower() in grammar.generations:
        return words[:-1]
    return words


def _generation(words: tuple[str, ...]) -> str:
    """The last word of a name as a generation: *Jr.* and *Jr* are one."""
    return words[-1].lower().rstrip(".")


def _compatible(shorter: tuple[str, ...], longer: tuple[str, ...], grammar: Grammar) -> bool:
    """Whether two full names may be one person's: same surname, same given name or its short form."""
    a, b = _significant(shorter, grammar), _significant(longer, grammar)
    if (len(a) != len(shorter)) != (len(b) != len(longer)):
        return False
    if len(a) != len(shorter) and _generation(shorter) != _generation(longer):
        return False
    if a[-1] != b[-1]:
        return False
    first, second = a[0].rstrip("."), b[0].rstrip(".")
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    short, full = sorted((first, second), key=len)
    return full.startswith(short) and len(short) >= _SHORTEST_NICKNAME


def _narrowed(
    entities: tuple[Entity, ...], gender: str | None, description: Description | None, grammar: Grammar
) -> tuple[Entity, ...]:
    """Those of one surname whom the title or form of address fits."""
    if gender in (MASCULINE, FEMININE):
        known = tuple(entity for entity in entities if entity.gender == gender)
        fitting = known or tuple(entity for entity in entities if entity.gender is None)
        entities = fitting or entities
    if description is not None and len(entities) > 1:
        described = tuple(e for e in entities if any(d.noun.stem == description.noun.stem for d in e.descriptions))
        entities = described or entities
    return entities
