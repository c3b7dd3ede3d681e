"""Pages under docs/: their text, and content that the handbook does not publish.

Such content is links out of the folder, active elements, and pictures on other hosts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from generator.findings import Finding, Place, error, warning
from generator.load.files import MEGABYTE, decode, read_bytes

MAX_BYTES = 10 * MEGABYTE
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""The schemes that an address in a page may have; one without leads to a file of docs/."""
# fmt: off
ALLOWED_TAGS = frozenset((
    "a", "abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "center",
    "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i",
    "img", "input", "ins", "kbd", "label", "li", "mark", "nav", "ol", "p", "pre", "q", "rp",
    "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
))
# fmt: on
"""HTML elements that a page may contain: none that runs, frames, submits or restyles."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(
    r"^([ \t>]*)(`{3,}|~{3,}).*?(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)"  # fenced
    r"|(?<!`)(`+)(?!`).+?(?<!`)\3(?!`)"  # within a line
    r"|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s|/)[^<>]*)?>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ATTRIBUTE_LIST = re.compile(r"\{:?[^{}\n]*?\b(on[a-z]+)\s*=")
_TARGET = re.compile(
    # A lookahead, since a picture may be within a link's text.
    r"(?=(?:(!)|(?<!!))\[(?:[^\[\]]|\[[^\[\]]*\](?:\([^()]*\))?)*\]\(\s*(?:<([^<>\n]*)>|([^)\s]*)))"
    r"|<([a-zA-Z][\w+.-]*:[^<>]*)>"
)
_REFERENCE = re.compile(r"^ {0,3}\[([^\]^][^\]]*)\]:\s*<?(\S+?)>?(?:\s|$)", re.MULTILINE)
_REFERRED_PICTURE = re.compile(r"!\[([^\]]*)\](?:\[([^\]]*)\]|(?!\())")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f]")
_ACTIVE_SVG = re.compile(
    r"<\s*(?:\w+:)?(?:script|foreignobject|iframe|embed|object)\b|\bon[a-z]+\s*=|javascript:"
    r"|href\s*=\s*[\"']?\s*(?:https?:)?//|@import|<!entity",
    re.IGNORECASE,
)


def page_text(path: Path, shown: str, docs: Path) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of the page at `path`, in any encoding, and what is wrong with the file.

    The text is None where the page cannot be read as a whole, or is outside `docs`.
    """
    content, findings = read_bytes(path, shown, MAX_BYTES, docs)
    return decode(content, shown) if content is not None else (None, findings)


def leads_out(path: Path, docs: Path) -> bool:
    """Whether a file under `docs` is reached through a link that leads out of the folder."""
    try:
        return not path.resolve().is_relative_to(docs.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return True


def is_active_drawing(path: Path) -> bool:
    """Whether an SVG file contains a script or requests another host when it is opened."""
    if path.suffix.lower() != ".svg":
        return False
    try:
        content = path.read_bytes()
    except OSError:
        return False
    text, _ = decode(content, path.name)
    return text is None or _ACTIVE_SVG.search(unescape(text)) is not None


def docs_findings(docs: Path, shown: str) -> Iterator[Finding]:
    """Findings on files under `docs` that the handbook does not publish, or only in part."""
    for folder, folders, files in os.walk(docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *sorted(files)]:
            path = Path(folder, name)
            shown_path = f"{shown}/{path.relative_to(docs).as_posix()}"
            if name.startswith("."):
                continue
            if path.is_symlink() and leads_out(path, docs):
                yield error("docs.outside", Place(shown_path))
            elif path.is_dir():
                continue
            elif path.suffix.lower() == ".md":
                yield from _page_findings(path, shown_path, docs)
            elif is_active_drawing(path):
                yield error("docs.drawing", Place(shown_path))


def _page_findings(path: Path, shown: str, docs: Path) -> Iterator[Finding]:
    text, findings = page_text(path, shown, docs)
    yield from findings
    if text is not None:
        yield from markup_findings(text, shown)


def markup_findings(text: str, shown: str) -> Iterator[Finding]:
    """Findings on what the handbook removes from a page.

    It removes active elements, attributes and addresses, and pictures on other hosts. Code is
    shown as it is.
    """
    text = _without_code(re.sub(r"\r\n?", "\n", text))

    def place(at: int) -> Place:
        return Place(shown, text.count("\n", 0, at) + 1)

    for match in _TAG.finditer(text):
        if match[1].lower() not in ALLOWED_TAGS:
            yield warning("docs.element", place(match.start()), found=f"<{match[1]}>")
        else:
            yield from _attribute_findings(match, place(match.start()))
    for match in _ATTRIBUTE_LIST.finditer(text):
        yield warning("docs.attribute", place(match.start()), found=match[1])
    for match in _TARGET.finditer(text):
        address = match[2] or match[3] or match[4] or ""
        yield from _address_findings(address, place(match.start()), picture=bool(match[1]))
    yield from _reference_findings(text, shown)


def _attribute_findings(tag: re.Match[str], place: Place) -> Iterator[Finding]:
    for attribute in _ATTRIBUTE.finditer(tag[2] or ""):
        name = attribute[1].lower()
        value = attribute[2] or attribute[3] or attribute[4] or ""
        if name.startswith("on") or name in {"style", "srcdoc", "srcset"}:
            yield warning("docs.attribute", place, found=name)
        elif name in {"href", "src"}:
            yield from _address_findings(value, place, picture=tag[1].lower() == "img")


def _reference_findings(text: str, shown: str) -> Iterator[Finding]:
    pictures = {
        (match[2] or match[1]).strip().lower() for match in _REFERRED_PICTURE.finditer(text)
    }
    for match in _REFERENCE.finditer(text):
        place = Place(shown, text.count("\n", 0, match.start()) + 1)
        yield from _address_findings(match[2], place, picture=match[1].strip().lower() in pictures)


def _address_findings(address: str, place: Place, *, picture: bool) -> Iterator[Finding]:
    if picture and is_foreign(address):
        yield warning("docs.picture", place, found=_short(address))
    elif not is_allowed(address):
        yield warning("docs.address", place, found=_short(address))


def is_allowed(address: str) -> bool:
    """Whether a page may link to an address: to a file, or by a scheme that runs nothing.

    The address is read as browsers do: without entities, spaces and control characters.
    """
    scheme = _SCHEME.match(_as_browsers_read(address))
    return scheme is None or scheme[1].lower() in ALLOWED_SCHEMES


def is_foreign(address: str) -> bool:
    """Whether a picture at this address is on another host."""
    plain = _as_browsers_read(address)
    return _SCHEME.match(plain) is not None or plain.replace("\\", "/").startswith("//")


def _as_browsers_read(address: str) -> str:
    return _IGNORED.sub("", unescape(address))


def _without_code(text: str) -> str:
    """The text with front matter, code and remarks blanked; line numbers do not change."""
    for pattern in (_FRONT_MATTER, _CODE):
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:60]}…"
