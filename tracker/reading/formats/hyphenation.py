"""Lines of print to running text: words that were broken at a line's end are made whole."""

import re
from collections.abc import Iterable

from tracker.reading.metadata.printing_words import printing_words

HYPHENS = "\u00ad\u2010-"  # the one without an escape last, as patterns need it
BROKEN = re.compile(rf"(?P<word>[^\W_](?:[\w’'{HYPHENS}]*[^\W_])?)[{HYPHENS}]$")
NEXT_WORD = re.compile(r"[^\W_][\w’']*")
WORD = re.compile(rf"[^\W_](?:[\w{HYPHENS}]*[^\W_])?(?![{HYPHENS}]$)")
INFLECTION = re.compile(r"(?:e[mnrs]?|s)$")


def joined(lines: Iterable[str], words: frozenset[str] = frozenset()) -> str:
    """The lines as one. `words` are those that the text has within its lines, as `words_within` gives them."""
    text = ""
    for line in lines:
        line = line.strip()
        if not line:
            continue
        text = _join(text, line, words) if text else line
    return text


def words_within(lines: Iterable[str]) -> frozenset[str]:
    """The words that stand whole within lines, those with hyphens too, in small letters."""
    return frozenset(word.lower() for line in lines for word in WORD.findall(line))


def _join(text: str, line: str, words: frozenset[str]) -> str:
    broken = BROKEN.search(text[-80:])
    following = NEXT_WORD.match(line)
    if not broken:
        return f"{text} {line}"
    before = text[:-1]
    if not following or not following[0][0].islower():
        return f"{before}-{line}"  # US-|Präsident, Covid-|19
    first, second = broken["word"], following[0]
    if text[-1] == "\u00ad":
        return before + line
    if second.lower() in printing_words().after_hanging_hyphens:
        return f"{before}- {line}"
    return f"{before}-{line}" if _is_compound(first.lower(), second.lower(), words) else before + line


def _is_compound(first: str, second: str, words: frozenset[str]) -> bool:
    """Whether the hyphen between the two belongs to the word: the rest of the text tells, or else the lexicon."""
    last_part = re.split(rf"[{HYPHENS}]", first)[-1]
    if f"{first}-{second}" in words:
        return True
    if f"{first}{second}" in words:
        return False
    parts = printing_words().compound_parts
    if last_part in printing_words().before_hyphens:
        return True
    if last_part in parts and (second in parts or INFLECTION.sub("", second) in parts):
        return True
    return first != last_part and second in parts  # 54-year-|old
