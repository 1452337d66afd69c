"""Documents that the tests of reading write: web pages, PDFs, Word documents and messages, all of them invented."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

TITLE = "Voss weist Kritik am Hafenausbau zurück"
PARAGRAPHS = [
    "Kiel – Wirtschaftsministerin Klara Voss hat die Kritik am Ausbau des Nordhafens zurückgewiesen. „Der Hafen "
    "bleibt offen, und er wird größer“, sagte Voss am Mittwoch in Kiel.",
    "Der Vorsitzende des Naturbundes, Henrik Tamm, warf ihr vor, „mit falschen Zahlen“ zu arbeiten. Die Gutachten "
    "seien veraltet.",
    "Auch die Opposition äußerte sich. Der Ausbau müsse warten, bis alle Gutachten vorlägen, sagte Fraktionschefin "
    "Meike Lorenz.",
    "„Ich sage es noch einmal“, betonte Voss: „Niemand wird enteignet.",
    "Niemand verliert sein Haus.",
    "Und niemand muss fortziehen.“",
]
ADDRESS = "https://www.hafenkurier.example/politik/hafenausbau-101.html"


def page(
    body: str | None = None,
    *,
    head: str = "",
    linked: object = None,
    language: str = "de",
    title: str | None = f"{TITLE} | Hafenkurier",
    heading: str | None = TITLE,
) -> str:
    """A news site's page, with all that stands around an article. `linked` is its JSON-LD."""
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked is not None else ""
    paragraphs = body if body is not None else "".join(f"<p>{escape(each)}</p>\n" for each in PARAGRAPHS)
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8">{f"<title>{title}</title>" if title else ""}{head}{script}</head>
<body>
<div id="cookie-banner" class="consent" role="dialog"><p>Wir und unsere 213 Partner verwenden Cookies und ähnliche
 Technik, um Ihnen ein besseres Erlebnis zu bieten.</p><button>Alle akzeptieren</button></div>
<header><nav><ul><li><a href="/">Start</a></li><li><a href="/politik">Politik</a></li></ul></nav></header>
<main><article>
{f"<h1>{heading}</h1>" if heading else ""}
<figure><img src="hafen.jpg" alt="Kräne">
<figcaption>Kräne im Nordhafen. <span>Foto: Lars Mehl</span></figcaption></figure>
<div class="article-body">{paragraphs}</div>
<aside class="related"><h3>Mehr zum Thema</h3>
<ul><li><a href="/a1">Hafenausbau: Was bisher geschah</a></li></ul></aside>
<div class="share"><a href="#">Teilen</a> <a href="#">Drucken</a></div>
</article>
<section id="comments" class="comments"><h3>2 Kommentare</h3>
<div class="comment"><p>Endlich sagt es jemand, das war überfällig, meinte mein Nachbar.</p></div></section>
<section class="teasers"><h3>Weitere Meldungen</h3><article><a href="/b1"><h4>Fähre fällt aus</h4>
<p>Wegen Sturms fährt die Fähre nach Oslo heute nicht.</p></a></article></section></main>
<footer><p>© 2019-2024 Hafenkurier Verlag. Alle Rechte vorbehalten.</p></footer>
</body></html>"""


@dataclass(frozen=True)
class Print:
    """A line of print on a page of a PDF: its words, and the place of their lower left corner."""

    words: str
    left: float
    bottom: float
    size: float = 11


def pdf(pages: Sequence[Sequence[Print]], *, info: dict[str, str] | None = None, trailer: str = "") -> bytes:
    """A PDF in Helvetica. `info` are its metadata, `trailer` further entries of its trailer."""
    count = len(pages)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{' '.join(f'{5 + 2 * each} 0 R' for each in range(count))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< " + " ".join(f"/{key} ({_of_pdf(value)})" for key, value in (info or {}).items()) + " >>",
    ]
    for number, lines in enumerate(pages):
        content = "\n".join(
            f"BT /F1 {line.size} Tf {line.left} {line.bottom} Td ({_of_pdf(line.words)}) Tj ET" for line in lines
        )
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        ]
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n"
    )
    return written + end.encode()


def _of_pdf(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(words: str, *, left: float = 60, top: float = 760, width: int = 80, leading: float = 14) -> list[Print]:
    """The words broken into lines of at most `width` characters, one below the other."""
    lines, line = [], ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [Print(each, left, top - number * leading) for number, each in enumerate([*lines, line])]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word document."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(body: str | None = None, *, properties: str = "", beginning: str = "", without: str = "") -> bytes:
    """A Word document. `properties` are elements of its core properties, `beginning` a document type declaration."""
    if body is None:
        body = paragraph(TITLE, "Title") + "".join(paragraph(each) for each in PARAGRAPHS)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "word/document.xml": f'<?xml version="1.0"?>{beginning}<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.'
        f'openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{properties}'
        "</cp:coreProperties>",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != without:
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def message(body: str | None = None, **headers: str) -> bytes:
    """A message of plain text in UTF-8; a header's name has _ for -."""
    lines = {
        "Received": "from mail.hafenkurier.example by mx.example; Wed, 6 Mar 2024 18:05:00 +0100",
        "From": "Pressestelle Wirtschaftsministerium <presse@ministerium.example>",
        "To": "redaktion@hafenkurier.example",
        "Subject": TITLE,
        "Date": "Wed, 06 Mar 2024 18:04:00 +0100",
        "Message-ID": "<1@ministerium.example>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    text = body if body is not None else "\n\n".join(PARAGRAPHS)
    return (head + "\r\n" + text.replace("\n", "\r\n") + "\r\n").encode()
