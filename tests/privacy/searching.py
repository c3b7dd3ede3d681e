"""Finds marks in any bytes: through archives, pictures, PDFs, encodings, escapes, normal forms."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pypdfium2
import resvg_py
import zxingcpp
from PIL import Image, UnidentifiedImageError

DEEPEST = 4
"""The number of encodings within one another that are decoded."""
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_UNICODE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_KEYS = (re.compile(r"zq\d{4}x"), re.compile(r"1397\d{7}"), re.compile(r"7319\d{4}"))
_BETWEEN_DIGITS = re.compile(r"[\s,\u00a0-](?<=\d[\s,\u00a0-])(?=\d)")
_TIMES = (
    (re.compile(r"(\d\d)(?<![\d:]\d\d):(\d\d)(?::00)?(?![\d:])"), "{}:{}"),
    (re.compile(r"(\d\d)(?<=\dT\d\d):?(\d\d)"), "{}:{}"),
    (re.compile(r"20(?<!\d20)\d\d-(\d\d)-(\d\d)"), "{}-{}"),
    (re.compile(r"20(?<!\d20)\d\d(\d\d)(\d\d)T"), "{}-{}"),
    (re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日"), "{}-{}"),
)
"""The forms of times and dates, with those of their keys."""


@cache
def keys_in(content: bytes) -> frozenset[str]:
    """The keys of all marks in some bytes.

    They are words, telephones and numbers, `06-23` for a date, `07:41` for a time of day.
    """
    return frozenset(key for text in texts_in(content) for key in _keys(text))


def texts_in(content: bytes, depth: int = 0) -> Iterator[str]:
    """Every text in some bytes, as they are and with each encoding decoded.

    Every text is yielded as it is written, then without escapes, both in NFKC.
    """
    for text in _decoded(content):
        plain = _without_escapes(text)
        yield from dict.fromkeys((_normal(text), _normal(plain)))
        for payload in dict.fromkeys((*codes_in(text), *codes_in(plain))):
            yield _normal(payload)
    if depth < DEEPEST:
        for inner in _unwrapped(content):
            yield from texts_in(inner, depth + 1)


def _keys(text: str) -> set[str]:
    small = text.lower()
    close = _BETWEEN_DIGITS.sub("", small)
    keys = {key for form in (small, close) for pattern in _KEYS for key in pattern.findall(form)}
    for pattern, form in _TIMES:
        pairs = pattern.findall(text)
        keys |= {form.format(first.zfill(2), second.zfill(2)) for first, second in pairs}
    return keys


def _decoded(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "ignore")
    if b"\0" in content[:4096]:
        yield from (content.decode(code, "ignore") for code in ("utf-16-le", "utf-16-be"))
    elif any(byte > 127 for byte in content[:4096]):
        yield content.decode("gb18030", "ignore")


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _without_escapes(text: str) -> str:
    r"""A text without the escapes of HTML, addresses, JSON and scripts, twice over."""
    for _ in range(2):
        text = _UNICODE.sub(_character, unquote(html.unescape(text)))
        text = _SURROGATES.sub(_joined, text)
    return text


def _character(match: re.Match[str]) -> str:
    code = int(next(group for group in match.groups() if group), 16)
    return chr(code) if code <= 0x10FFFF else ""


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def codes_in(text: str) -> Iterator[str]:
    """The content of the QR codes in a text, read as a phone would."""
    for start in text.split("<svg")[1:]:
        drawing = start.partition("</svg>")[0]
        if "crispEdges" not in drawing:
            continue
        space = "" if "xmlns" in drawing[:200] else ' xmlns="http://www.w3.org/2000/svg"'
        yield from _payloads(f"<svg{space}{drawing}</svg>")


@cache
def _payloads(svg: str) -> tuple[str, ...]:
    """The content of the QR codes in a drawing."""
    try:
        drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=300))
    except ValueError:  # a picture whose own escapes were taken off
        return ()
    picture = Image.open(io.BytesIO(drawn))
    # QR codes only: in some the decoder sees a bar code too.
    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return tuple(code.text for code in codes)


def _unwrapped(content: bytes) -> Iterator[bytes]:
    """The bytes within bytes.

    These are the files of an archive and their names, what was compressed or written in base64,
    the text of a PDF, and the metadata of a picture.
    """
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode("utf-8")
                yield archive.read(name)
    elif content.startswith(b"%PDF"):
        yield from _pdf(content)
    elif content.startswith((b"\x89PNG", b"\xff\xd8", b"RIFF", b"GIF8")):
        yield from _picture(content)
    else:
        yield from _inflated(content)
        yield from _base64(content)


def _inflated(content: bytes) -> Iterator[bytes]:
    try:
        yield zlib.decompressobj().decompress(content)
    except zlib.error:
        return


def _pdf(content: bytes) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(content)
    yield repr(document.get_metadata_dict()).encode("utf-8")
    for page in document:
        # A line may break anywhere in a word.
        text = page.get_textpage().get_text_bounded()
        yield text.encode("utf-8", "ignore")
        yield re.sub(r"[\s\u200b\ufffe\x02]", "", text).encode("utf-8", "ignore")


def _picture(content: bytes) -> Iterator[bytes]:
    try:
        picture = Image.open(io.BytesIO(content))
        metadata = [*picture.info.items(), *picture.getexif().items()]
        metadata += [*picture.getexif().get_ifd(0x8769).items()]
    except (UnidentifiedImageError, OSError, SyntaxError):
        return
    for name, value in metadata:
        yield str(name).encode("utf-8")
        yield value if isinstance(value, bytes) else str(value).encode("utf-8")


def _base64(content: bytes) -> Iterator[bytes]:
    for written in _BASE64.findall(content):
        plain = written.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        try:
            yield base64.b64decode(plain + b"=" * (-len(plain) % 4))
        except binascii.Error:
            continue
