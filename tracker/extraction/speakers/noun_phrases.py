"""Noun phrases by shallow rules: *der russische Außenminister*, *Biden's press secretary*, *die Behörde*.

There is no parser: a phrase is a determiner, its modifiers and the first noun that the lexicon knows.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE, Noun, Sort
from tracker.extraction.speakers.tokens import QUOTATION_MARKS, Tokens

_LONGEST_PHRASE = 9  # tokens before the noun
_LONGEST_APPOSITION = 14  # tokens
_LONGEST_NOUN = 4  # words of one noun in the lexicon: "speaker of the house"
_LONGEST_ENDING = 2  # letters
_SHORTEST_ADJECTIVE = 5  # letters
_OPEN_END = frozenset(".,;:()–—!?") | frozenset(QUOTATION_MARKS)


@dataclass(frozen=True, slots=True)
class Description:
    """A title, office or other words that say who somebody is.

    `text` is in its base form, without determiner. `countries`, `parties` and `names` (lower case, without
    the genitive) narrow whom the noun means: *US-Außenminister*, *Mayor of Atlantic City*.
    """

    text: str
    noun: Noun
    countries: frozenset[str]
    names: frozenset[str]
    start: int
    parties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens `first` up to `end`; the noun is the last. `possessor` is the token that owns it, or None.

    `has_complement` says whether more follows that narrows it (*the Republican from Ohio*).
    """

    first: int
    end: int
    determiner: str
    description: Description
    possessor: int | None
    has_complement: bool = False

    @property
    def noun(self) -> Noun:
        """The noun itself."""
        return self.description.noun


def noun_phrase_at(tokens: Tokens, first: int, limit: int, grammar: Grammar) -> NounPhrase | None:
    """The phrase that begins with token `first` and has its noun before token `limit`, if there is one."""
    determiner = tokens.lower(first) if grammar.is_determiner(tokens.lower(first)) else ""
    start = first + bool(determiner)
    if determiner and tokens.lower(start) in grammar.pairs:
        start += 1
    head = _head(tokens, start, min(limit, start + _LONGEST_PHRASE), grammar)
    if head is None:
        return None
    noun, begin, end = head
    noun = _with_gender(noun, determiner, tokens.lower(end - 1), grammar)
    possessor = _possessor(tokens, first, start, begin, grammar)
    description = _description(tokens, start, begin, end, noun, grammar)
    return NounPhrase(first, end, determiner, description, possessor)


def _head(tokens: Tokens, start: int, limit: int, grammar: Grammar) -> tuple[Noun, int, int] | None:
    """The noun with its first token and the token after it."""
    return (_head_of_compounds if grammar.compounds else _head_of_word_groups)(tokens, start, limit, grammar)


def _head_of_compounds(tokens: Tokens, start: int, limit: int, grammar: Grammar) -> tuple[Noun, int, int] | None:
    for number in range(start, limit):
        token = tokens.at(number)
        if token is None:
            return None
        if re.match(grammar.age, token.text):
            return Noun(token.lower, "", Sort.PERSON, None), number, number + 1
        if not token.is_word or (token.lower in grammar.function_words and not token.is_capitalised):
            return None
        if token.is_capitalised:
            noun = grammar.noun(token.lower)
            if noun is not None:
                return noun, number, number + 1
            if not _may_modify(token.text, grammar):
                return None
        elif not grammar.inflection.is_adjective(token.lower):
            return None
    return None


def _may_modify(word: str, grammar: Grammar) -> bool:
    """Whether a capitalised word that is no noun may stand before one: *Bidens*, *Auswärtigen*, *CDU*."""
    inflection = grammar.inflection
    return inflection.is_genitive(word) or inflection.is_adjective(word) or word.isupper()


def _head_of_word_groups(tokens: Tokens, start: int, limit: int, grammar: Grammar) -> tuple[Noun, int, int] | None:
    found: tuple[Noun, int, int] | None = None
    number = start
    while number < limit:
        token = tokens.at(number)
        if token is None:
            break
        if re.match(grammar.age, token.text) and found is None:
            found = Noun(token.lower, "", Sort.PERSON, None), number, number + 1
            number += 1
            continue
        matched = noun_at(tokens, number, grammar)
        if matched is not None:
            found = matched[0], number, number + matched[1]
            number += matched[1]
            continue
        if not token.is_word and token.lower not in ("'s", "’s"):
            break
        if token.lower in grammar.function_words or token.lower.endswith(grammar.not_modifier_endings):
            break
        if found is not None and (token.is_capitalised or number - found[2] >= 1):
            break
        number += 1
    return found


def noun_at(tokens: Tokens, number: int, grammar: Grammar) -> tuple[Noun, int] | None:
    """The noun that begins with this token and how many tokens it takes, the longest first."""
    if grammar.compounds:
        noun = grammar.noun(tokens.lower(number)) if tokens.lower(number) else None
        return (noun, 1) if noun else None
    short = grammar.short_titles.get(tokens.lower(number))
    if short is not None:
        return grammar.forms.get(short, Noun(short, short, Sort.PERSON, None)), 1
    for length in range(grammar.longest.get(tokens.lower(number), 1), 0, -1):
        words = " ".join(tokens.lower(number + offset) for offset in range(length))
        noun = grammar.forms.get(words) or (grammar.noun(words) if length == 1 and words else None)
        if noun is not None:
            return noun, length
    return None


def _with_gender(noun: Noun, determiner: str, word: str, grammar: Grammar) -> Noun:
    """The noun with the gender and number that its determiner tells (*der Vorsitzende*, *die Minister*)."""
    if noun.sort is Sort.ORGANISATION or noun.sort is Sort.GROUP or not grammar.compounds:
        return noun
    genders = {gender for gender, words in grammar.determiner_genders.items() if determiner in words}
    if noun.gender is None and genders & {MASCULINE, FEMININE}:
        oblique = not word.endswith(grammar.nominative_endings)
        masculine = MASCULINE in genders and not (FEMININE in genders and oblique)
        return replace(noun, gender=MASCULINE if masculine else FEMININE)
    if noun.gender == MASCULINE and FEMININE in genders and MASCULINE not in genders:
        return replace(noun, plural=True)
    return noun


def _possessor(tokens: Tokens, first: int, start: int, head: int, grammar: Grammar) -> int | None:
    if start > first and grammar.is_possessive(tokens.lower(first)):
        return first
    for number in range(start, head):
        if tokens.lower(number + 1) in ("'s", "’s", "'", "’"):
            return number
        token = tokens[number]
        if token.is_capitalised and grammar.inflection.is_genitive(token.text):
            return number
    return None


def _description(tokens: Tokens, start: int, begin: int, end: int, noun: Noun, grammar: Grammar) -> Description:
    modifiers = [tokens[number].text for number in range(start, begin)]
    words = [*modifiers, *(tokens[number].text for number in range(begin, end))]
    text = description_text(tokens, start, begin, end, noun, grammar)
    return Description(
        text,
        noun,
        countries_in(words, grammar),
        names_in(modifiers, grammar),
        tokens[begin].start,
        frozenset(grammar.parties[word.lower()] for word in words if word.lower() in grammar.parties),
    )


def description_text(tokens: Tokens, start: int, begin: int, end: int, noun: Noun, grammar: Grammar) -> str:
    """The words of a description in the nominative, without a determiner."""
    if not grammar.compounds:
        return tokens.words(start, end)
    modifiers = [_nominative_modifier(tokens[number].text, noun, grammar) for number in range(start, begin)]
    return " ".join(
        [*modifiers, *(nominative_noun(tokens[number].text, noun, grammar) for number in range(begin, end))]
    )


def nominative_noun(word: str, noun: Noun, grammar: Grammar) -> str:
    """A noun without its case ending: *Amtskollegen* is *Amtskollege*, *Ministeriums* is *Ministerium*."""
    if (
        noun.plural
        or (noun.gender == FEMININE and not noun.adjectival)
        or not word.lower().startswith(noun.stem)
        or len(word) - len(noun.stem) > _LONGEST_ENDING
    ):
        return word
    if noun.adjectival:
        return word[: len(noun.stem)] + grammar.inflection.strong[noun.gender or FEMININE]
    return word[: len(noun.stem)]


def base_form(words: Sequence[str], noun: Noun, grammar: Grammar) -> str:
    """The words of an organisation's name in the nominative; the noun is the last: *Auswärtiges Amt*.

    Adjectives take the strong ending, as they do without an article; *Berliner* and the like have none.
    """
    if not grammar.compounds:
        return " ".join(words).replace(" 's", "'s").replace(" ’s", "’s")
    last = words[-1]
    if last.lower().startswith(noun.stem) and len(last) - len(noun.stem) <= _LONGEST_ENDING:
        last = last[: len(noun.stem)]
    return " ".join([*(_nominative_of_name(word, noun, grammar) for word in words[:-1]), last])


def _nominative_of_name(word: str, noun: Noun, grammar: Grammar) -> str:
    uninflected = word[0].isupper() and word.endswith(grammar.inflection.strong[MASCULINE])
    if uninflected or not word.replace("-", "").isalpha() or len(word) < _SHORTEST_ADJECTIVE:
        return word
    return grammar.inflection.nominative_adjective(word, noun.gender)


def _nominative_modifier(word: str, noun: Noun, grammar: Grammar) -> str:
    return word if word[0].isupper() else grammar.inflection.nominative_adjective(word, noun.gender)


def countries_in(words: Iterable[str], grammar: Grammar) -> frozenset[str]:
    """The countries that words or their hyphenated parts stand for."""
    found = set()
    for word in words:
        for part in (word, grammar.inflection.without_genitive(word), *word.split("-")[:-1]):
            country = grammar.country(part)
            if country:
                found.add(country)
        for prefix in grammar.institution_prefixes:
            if word.lower().startswith(prefix) and grammar.country(prefix):
                found.add(str(grammar.country(prefix)))
    return frozenset(found)


def names_in(words: Iterable[str], grammar: Grammar) -> frozenset[str]:
    """The capitalised words among the modifiers, without the genitive, that are no countries."""
    return frozenset(
        grammar.inflection.without_genitive(word).lower()
        for word in words
        if word[0].isupper() and not grammar.country(word) and not grammar.noun(word)
    )


def description_before(tokens: Tokens, name: int, grammar: Grammar) -> tuple[Description | None, int, str | None]:
    """The title before a name that begins with token `name`.

    Returns the description, the first token of the whole phrase (the determiner included) and the gender
    that a form of address tells.
    """
    number, gender = name - 1, None
    while tokens.lower(number) in grammar.addresses and tokens[number].sentence == tokens[name].sentence:
        gender = gender or grammar.addresses[tokens.lower(number)]
        number -= 1
    end = number + 1
    begin = _title_start(tokens, end, grammar)
    if begin is None:
        first = end - 1 if grammar.is_determiner(tokens.lower(end - 1)) else end
        return None, first, gender
    start = _modifiers_start(tokens, begin, grammar)
    matched = noun_at(tokens, begin, grammar)
    if matched is None:
        return None, end, gender
    determiner = tokens.lower(start - 1) if grammar.is_determiner(tokens.lower(start - 1)) else ""
    noun = _with_gender(matched[0], determiner, tokens.lower(end - 1), grammar)
    description = _description(tokens, start, begin, end, noun, grammar)
    return description, start - bool(determiner), gender or noun.gender


def _title_start(tokens: Tokens, end: int, grammar: Grammar) -> int | None:
    """The first token of a noun for persons that ends before token `end`."""
    longest = 1 if grammar.compounds else _LONGEST_NOUN
    for length in range(longest, 0, -1):
        begin = end - length
        if begin < 0 or tokens[begin].paragraph != tokens[end - 1].paragraph:
            continue
        matched = noun_at(tokens, begin, grammar)
        if matched is None or matched[1] != length or matched[0].plural:
            continue
        if grammar.nouns_capitalised and not tokens[begin].is_capitalised:
            continue
        if matched[0].sort in (Sort.PERSON, Sort.SPOKESPERSON):
            return begin
    return None


def _modifiers_start(tokens: Tokens, begin: int, grammar: Grammar) -> int:
    start = begin
    while start > max(0, begin - _LONGEST_PHRASE):
        token = tokens[start - 1]
        if token.sentence != tokens[begin].sentence or token.paragraph != tokens[begin].paragraph:
            break
        if not (token.is_word or token.lower in ("'s", "’s")) or _ends_title(token.lower, grammar):
            break
        if start - 1 in tokens.cues:  # warnte Rektor Loos
            break
        if grammar.compounds:
            fits = (
                _may_modify(token.text, grammar)
                if token.is_capitalised
                else grammar.inflection.is_adjective(token.lower)
            )
        else:
            fits = token.is_capitalised or _is_adjective(token.lower, grammar)
            fits = fits or token.lower in ("'s", "’s")
        if not fits:
            break
        start -= 1
    return start


def _is_adjective(word: str, grammar: Grammar) -> bool:
    """Whether a word in lower case may belong to a title in a language that does not inflect adjectives."""
    known = word in grammar.modifiers or word in grammar.former or grammar.noun(word) is not None
    return known or "-" in word or word.endswith(grammar.modifier_endings)


def _ends_title(word: str, grammar: Grammar) -> bool:
    return word in grammar.function_words or grammar.is_possessive(word) or word in grammar.calendar


def description_after(tokens: Tokens, end: int, grammar: Grammar) -> tuple[Description | None, int]:
    """The apposition behind a name that ends before token `end`, and the token where it ends.

    *Sergej Lawrow, der russische Außenminister,* and *Jen Psaki, Biden's press secretary,*; never a
    relative clause.
    """
    opening = tokens.at(end)
    if opening is None or opening.text not in (",", "–", "—"):
        return None, end
    phrase = noun_phrase_at(tokens, end + 1, end + _LONGEST_PHRASE, grammar)
    if phrase is None or phrase.noun.sort not in (Sort.PERSON, Sort.SPOKESPERSON) or phrase.noun.plural:
        return None, end
    close = _apposition_end(tokens, phrase.end, grammar)
    following = tokens.at(phrase.end)
    if following is not None and following.is_capitalised and not grammar.inflection.is_genitive(following.text):
        return None, end
    if close > phrase.end and not _continues_noun(tokens, phrase.end, grammar):
        return None, end
    return with_complement(tokens, phrase, close, grammar), close


def _continues_noun(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a word behind a noun can belong to it: a preposition, *and*, something in the genitive."""
    word = tokens.lower(number)
    if word in grammar.prepositions or word in grammar.conjunctions or word in grammar.genitive_determiners:
        return True
    return grammar.inflection.is_genitive(tokens[number].text)


def description_before_comma(tokens: Tokens, name: int, end: int, grammar: Grammar) -> tuple[Description, int] | None:
    """The description in front of a name between commas, and the token where it begins.

    *Der Leiter des Programms, Klaus Stahl, sagte*: its noun may have a complement before the comma.
    """
    if tokens.lower(name - 1) != "," or tokens.lower(end) not in (",", ".", "(", ";"):
        return None
    for start in range(name - 2, max(-1, name - 2 - _LONGEST_APPOSITION), -1):
        if tokens[start].paragraph != tokens[name].paragraph or not tokens[start].is_word:
            return None
        if not grammar.is_determiner(tokens.lower(start)) or _is_genitive_of_noun(tokens, start, grammar):
            continue
        phrase = noun_phrase_at(tokens, start, name - 1, grammar)
        if phrase is None or phrase.noun.sort not in (Sort.PERSON, Sort.SPOKESPERSON) or phrase.noun.plural:
            continue
        following = tokens.lower(phrase.end)
        if following == "," or following in grammar.prepositions or following in grammar.genitive_determiners:
            return with_complement(tokens, phrase, name - 1, grammar), start
    return None


def _is_genitive_of_noun(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether an article belongs to the noun before it: der Bruder *des* Papstes."""
    if tokens.lower(number) not in grammar.genitive_determiners or number == 0:
        return False
    return tokens[number - 1].is_capitalised and grammar.noun(tokens.lower(number - 1)) is not None


def with_complement(tokens: Tokens, phrase: NounPhrase, end: int, grammar: Grammar) -> Description:
    """A phrase's description with the words that follow its noun up to token `end`."""
    rest = [tokens[number].text for number in range(phrase.end, end) if tokens[number].is_word]
    head = phrase.description
    text = f"{head.text} {tokens.words(phrase.end, end)}"
    return replace(
        head,
        text=text.replace(" 's", "'s").replace(" ’s", "’s").strip(),
        countries=head.countries | countries_in(rest, grammar),
        names=head.names | names_in(rest, grammar),
    )


def _apposition_end(tokens: Tokens, end: int, grammar: Grammar) -> int:
    """Where the words that belong to the noun end: at the next comma or stop, else right behind the noun."""
    for number in range(end, min(len(tokens), end + _LONGEST_APPOSITION)):
        if tokens[number].text in _OPEN_END or tokens[number].paragraph != tokens[end - 1].paragraph:
            return number
        if tokens.lower(number) in grammar.relative and not grammar.compounds:
            return number
    return end


def agrees(asked: Description, known: Description, grammar: Grammar) -> bool:
    """Whether somebody known under one description may be meant by another (*the minister*)."""
    if asked.countries and known.countries and not asked.countries & known.countries:
        return False
    if asked.parties and known.parties and not asked.parties & known.parties:
        return False
    if asked.names and known.names and not asked.names & known.names:
        return False
    if _distinct(asked, grammar) != _distinct(known, grammar):
        return False
    if _is_former(known, grammar) and not _is_former(asked, grammar):
        return False
    return _same_noun(_bare(asked.noun.stem, grammar), _bare(known.noun.stem, grammar), grammar)


def _bare(stem: str, grammar: Grammar) -> str:
    """A stem without a hyphenated country or party in front: us-außenminister is außenminister."""
    last = stem.rsplit("-", 1)[-1]
    return last if grammar.compounds and len(last) > 3 else stem


def _distinct(description: Description, grammar: Grammar) -> bool:
    words = description.text.lower().replace("-", " ").split()
    return any(
        word.startswith(prefix) if len(prefix) > 3 else word == prefix
        for word in words
        for prefix in grammar.distinct_prefixes
    ) or description.noun.stem.startswith(tuple(p for p in grammar.distinct_prefixes if len(p) > 3))


def _is_former(description: Description, grammar: Grammar) -> bool:
    words = description.text.lower().replace("-", " ").split()
    return any(word.startswith(former) for word in words for former in grammar.former)


def _same_noun(asked: str, known: str, grammar: Grammar) -> bool:
    for stem in {asked, *grammar.synonyms.get(asked, ())}:
        linked = tuple(f"{stem} {link}" for link in grammar.name_links)
        if known == stem or known.startswith(linked) or known.endswith(" " + stem):
            return True
        if grammar.compounds and known.endswith(stem):
            return True
    loose = next((p for p in grammar.loose_prefixes if asked.startswith(p)), None)
    return loose is not None and _same_noun(asked[len(loose) :], known, grammar) and len(known) < len(asked)
