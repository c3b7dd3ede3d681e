"""Visits to print, and eyes to look at what came out: page texts, and codes read from pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from generator.model.visit import Visit
from generator.publish.links import links_of
from generator.render.paper import PrintOrder, paper_files

AS_OF = datetime(2026, 5, 10, 9, 30, tzinfo=UTC)
SECRET = bytes(32)
BASE = "https://guests.mingfeng.example/2026-05-ecotour"
UNSEEN = str.maketrans("", "", "\u200b\ufffe\r\n ")
"""What a page's text may hold beyond what was written: chances to break a line, and breaks."""


@pytest.fixture
def order_of(visit_of: Callable[..., Visit]) -> Callable[..., PrintOrder]:
    """What to print of a visit made from sections, with a link for everybody."""

    def made(visit: Visit | None = None, /, **sections: Any) -> PrintOrder:
        chosen = {
            key: sections.pop(key)
            for key in ("card_format", "card_fields", "poster_size", "chosen_language", "only")
            if key in sections
        }
        visit = visit or visit_of(**sections)
        links = {link.person: link.url for link in links_of(visit, SECRET, BASE)}
        return PrintOrder(visit, links, AS_OF, **chosen)

    return made


def printed(order: PrintOrder, sheet: str) -> bytes:
    """One sheet's PDF."""
    ((name, content),) = paper_files(replace(order, only=(sheet,)))
    assert name == f"{sheet}.pdf"
    return content


def texts(pdf: bytes) -> list[str]:
    """Each page's text, without spaces and breaks; pdfium says U+0002 for a hyphen at a line's
    end."""
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return [page.replace("\x02", "-").translate(UNSEEN) for page in pages]


def codes(pdf: bytes) -> list[str]:
    """Every QR code on every page, read from its picture at 150 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        found.text
        for page in document
        for found in zxingcpp.read_barcodes(
            page.render(scale=150 / 72).to_pil(), formats=zxingcpp.BarcodeFormat.QRCode
        )
    ]


def plain(text: str) -> str:
    """A text as `texts` gives it."""
    return text.translate(UNSEEN)
