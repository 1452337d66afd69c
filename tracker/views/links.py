"""Links to the very words of a statement: https://wicg.github.io/scroll-to-text-fragment/."""

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from tracker.store.rows.statements import StatementRow

MOST_WORDS = 10  # of a piece that stands in a link whole
AT_EACH_END = 4  # of a longer one
LONGEST_WORDS, LONGEST_ADDRESS = 4_000, 8_000  # characters; longer ones are none that a browser could use
GAP = " … "  # between the pieces of a quote


def link_to(row: StatementRow) -> str | None:
    """The article's address with the statement's words, which a browser scrolls to and marks; None without one.

    Where the words are too long for a link, the address alone.
    """
    address = web_address(row.url)
    if address is None:
        return None
    pieces = [piece.split() for piece in row.quote.split(GAP)]
    directives = "&".join(f"text={_piece(words)}" for words in pieces if words)
    if len(directives) > LONGEST_WORDS:
        return address
    return f"{address}{'' if '#' in address else '#'}:~:{directives}"


def web_address(text: str | None) -> str | None:
    """The text where it is the address of a web page; else, also of `javascript:`, None."""
    try:
        parts = urlsplit(text or "")
        is_one = parts.scheme in ("http", "https") and parts.hostname and len(text or "") <= LONGEST_ADDRESS
        return text if is_one else None
    except ValueError:  # such as "http://[": no address
        return None


def _piece(words: Sequence[str]) -> str:
    if len(words) <= MOST_WORDS:
        return _encoded(words)
    return f"{_encoded(words[:AT_EACH_END])},{_encoded(words[-AT_EACH_END:])}"


def _encoded(words: Sequence[str]) -> str:
    """Words as a link has them; a hyphen, which has a meaning of its own there, is encoded too."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
