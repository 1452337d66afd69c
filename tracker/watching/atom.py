"""The new statements of a watch as an Atom feed (RFC 4287)."""

from collections.abc import Sequence

from lxml import etree
from lxml.builder import ElementMaker

from tracker.store.rows.watches import Notice, WatchRow
from tracker.version import __version__
from tracker.views.harmless import harmless_line
from tracker.views.links import link_to
from tracker.views.listing import heading
from tracker.views.watches import in_words
from tracker.views.wording import what_of_it, who

ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 200


def feed(watch: WatchRow, notices: Sequence[Notice]) -> bytes:
    """The feed as XML in UTF-8. Ids are URNs of the watch's and the notices' keys: an entry keeps its own forever."""
    atom = ElementMaker(namespace=ATOM, nsmap={None: ATOM})
    updated = notices[0].noticed_at if notices else watch.added_at
    root = atom.feed(
        atom.id(f"urn:uuid:{watch.key}"),
        atom.title(_text(f"tracker: {in_words(watch)}")),
        atom.updated(updated),
        atom.generator("tracker", version=__version__),
        *(_entry(atom, notice) for notice in notices),
    )
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _entry(atom: ElementMaker, notice: Notice) -> etree._Element:
    row = notice.statement
    link = link_to(row)
    return atom.entry(
        atom.id(f"urn:uuid:{notice.key}"),
        atom.title(_text(f"{who(row)}: {what_of_it(row)}")),
        atom.updated(notice.noticed_at),
        atom.author(atom.name(_text(row.outlet or "unknown outlet"))),
        *([atom.link(rel="alternate", href=_text(link))] if link else []),
        atom.content(_text(f"{heading(row).plain.replace('  ', ', ')}: {what_of_it(row)}"), type="text"),
    )


def _text(text: str) -> str:
    """Text on one line, of characters that XML can have."""
    return harmless_line(text).translate({0xFFFE: None, 0xFFFF: None})
