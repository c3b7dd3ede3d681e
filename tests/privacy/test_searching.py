"""A mark is found however it is wrapped, else a search that finds nothing would prove nothing."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
import typst
import xlsxwriter
from PIL import Image, PngImagePlugin

from generator.render.svg.qr import qr_svg
from tests.privacy.searching import keys_in, texts_in

NAME = "㛃é𬭎&zq0042x"


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("名单").write_string(0, 0, NAME)
    return buffer.getvalue()


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"{NAME}.txt", "")
    return buffer.getvalue()


def picture(kind: str) -> bytes:
    buffer, image = io.BytesIO(), Image.new("L", (2, 2))
    if kind == "png":
        said = PngImagePlugin.PngInfo()
        said.add_itxt("Author", NAME, zip=True)
        image.save(buffer, "png", pnginfo=said)
    else:
        exif = image.getexif()
        exif[0x010E] = "zq0042x"
        image.save(buffer, "jpeg", exif=exif)
    return buffer.getvalue()


WRAPPINGS: dict[str, Callable[[], bytes]] = {
    "plain": NAME.encode,
    "NFD": lambda: unicodedata.normalize("NFD", NAME).encode(),
    "GB18030": lambda: NAME.encode("gb18030"),
    "UTF-16": lambda: NAME.encode("utf-16"),
    "HTML": lambda: html.escape(NAME).encode(),
    "HTML by number": lambda: "".join(f"&#{ord(c)};" for c in NAME).encode(),
    "HTML by hexadecimal number": lambda: "".join(f"&#x{ord(c):x};" for c in NAME).encode(),
    "HTML in an address": lambda: quote(html.escape(NAME)).encode(),
    "address": lambda: "".join(f"%{byte:02X}" for byte in NAME.encode()).encode(),
    "JSON": lambda: json.dumps({"name": NAME}).encode(),
    "JSON in HTML": lambda: html.escape(json.dumps([NAME])).encode(),
    "JavaScript": lambda: "".join(f"\\u{{{ord(c):x}}}" for c in NAME).encode(),
    "base64": lambda: base64.b64encode(NAME.encode() * 2),
    "base64 for addresses": lambda: b"x='" + base64.urlsafe_b64encode(NAME.encode() * 2) + b"'",
    "base64 of zlib": lambda: base64.b64encode(zlib.compress(NAME.encode())),
    "gzip": lambda: gzip.compress(NAME.encode()),
    "zlib": lambda: zlib.compress(NAME.encode()),
    "a name in an archive": archive,
    "a workbook": workbook,
    "a workbook in gzip": lambda: gzip.compress(workbook()),
    "a PDF": lambda: typst.compile(b"zq0042x"),
    "what a PDF says of itself": lambda: typst.compile(b'#set document(author: "zq0042x")\n.'),
    "what a PNG says of itself": lambda: picture("png"),
    "what a photograph says of itself": lambda: picture("jpeg"),
    "a QR code": lambda: f"<p>{qr_svg('https://a.example/zq0042x')}</p>".encode(),
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_mark_is_found_in(wrapping: str) -> None:
    assert "zq0042x" in keys_in(WRAPPINGS[wrapping]())


@pytest.mark.parametrize(
    "wrapping",
    [name for name in WRAPPINGS if name.startswith(("NFD", "GB", "UTF", "H", "JS", "J"))],
)
def test_a_name_beyond_ascii_is_read_as_it_was_written(wrapping: str) -> None:
    wanted = unicodedata.normalize("NFKC", NAME)

    assert any(wanted in text for text in texts_in(WRAPPINGS[wrapping]()))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("139 7000 0042", "13970000042"),
        ("139-7000-0042", "13970000042"),
        ("73,190,042.00", "73190042"),
        ("2031-06-23", "06-23"),
        ("6月23日 星期一", "06-23"),
        ("DTSTART;TZID=Asia/Shanghai:20310623T074100", "06-23"),
        ("DTSTART;TZID=Asia/Shanghai:20310623T074100", "07:41"),
        ("<time>07:41–07:42</time>", "07:42"),
    ],
)
def test_figures_dates_and_times_are_found_however_they_are_written(said: str, key: str) -> None:
    assert key in keys_in(said.encode())


@pytest.mark.parametrize("said", ["", "zq42x", "12:345", "月23日", "139700004"])
def test_nothing_is_found_where_there_is_nothing(said: str) -> None:
    assert keys_in(said.encode()) == set()
