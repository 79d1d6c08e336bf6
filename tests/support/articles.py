"""Made-up articles and pages for tests of fetching."""

from __future__ import annotations

from html import escape

PARAGRAPHS = (
    "The foreign ministers of Northland and Westmark agreed on Tuesday to reopen the border crossing at "
    "Halden, ending a closure that had lasted eleven weeks and stranded hundreds of lorries.",
    "“We have talked for long enough; now we open the gate,” the Northland minister, Astrid Holm, told "
    "reporters after the meeting, adding that customs staff would return before the weekend.",
    "Westmark's minister, Pavel Orlik, was more careful. He said that the agreement would hold only if both "
    "sides kept to the inspection rules that their experts had drawn up in the spring.",
    "The dispute began in August, when Westmark turned back a convoy of grain and accused its neighbour of "
    "issuing false papers. Northland denied the charge and closed the crossing from its side.",
    "Traders on both banks of the river welcomed the news. The chamber of commerce put the losses of the "
    "past weeks at 40 million crowns, and asked both governments for help with the backlog.",
    "A joint commission is to meet in Halden on 3 November to review how the first days have gone, and to "
    "settle what is to become of the goods that were seized at the beginning of the dispute.",
)
TITLE = "Northland and Westmark reopen Halden crossing"


def html(
    *paragraphs: str,
    title: str = TITLE,
    head: str = "",
    before: str = "",
    after: str = "",
    lang: str = "en",
) -> str:
    """A plain news page around ``paragraphs`` (default: all of PARAGRAPHS)."""
    body = "\n".join(f"<p>{escape(p, quote=False)}</p>" for p in paragraphs or PARAGRAPHS)
    return (
        f"<!doctype html><html lang='{lang}'><head><title>{title}</title>{head}</head><body>"
        "<header><nav><a href='/'>Home</a> <a href='/login'>Log in</a></nav></header>"
        f"{before}<main><article><h1>{title}</h1>{body}</article></main>{after}"
        "<footer>Copyright. <a href='/terms'>Terms</a> <a href='/cookies'>Cookie policy</a></footer>"
        "</body></html>"
    )


def pdf(*pages: list[str], title: str | None = None, content: bytes | None = None) -> bytes:
    """A PDF of text lines, written by hand so that no test needs a PDF writer. ``content`` replaces pages."""
    streams = [content] if content is not None else [_stream(lines) for lines in pages]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(streams)))
    info = f"<< /Title ({title}) >>" if title else "<< >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        flate = b" /Filter /FlateDecode" if content is not None else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(stream), flate, stream))
    objects.append(info.encode())
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(lines: list[str]) -> bytes:
    shown = []
    for i, line in enumerate(lines):
        text = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        shown.append(b"BT /F1 11 Tf 72 %d Td (%s) Tj ET" % (740 - 14 * i, text))
    return b"\n".join(shown)
