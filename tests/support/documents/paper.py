"""Printed sheets read back: the texts of their pages, and QR codes from their pictures."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import zxingcpp

from generator.render.paper import PrintOrder, paper_files

INVISIBLE = str.maketrans("", "", "\u200b\ufffe\r\n ")
"""Characters of a page's text that are not in the source: possible line breaks, and breaks."""


def printed(order: PrintOrder, sheet: str) -> bytes:
    """Return one sheet as PDF."""
    ((name, content),) = paper_files(replace(order, only=(sheet,)))
    assert name == f"{sheet}.pdf"
    return content


def texts(pdf: bytes) -> list[str]:
    """Return each page's text, without spaces and breaks.

    pdfium returns U+0002 for a hyphen at the end of a line.
    """
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return [page.replace("\x02", "-").translate(INVISIBLE) for page in pages]


def codes(pdf: bytes) -> list[str]:
    """Return every QR code on every page, read from its picture at 150 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        code.text
        for page in document
        for code in zxingcpp.read_barcodes(
            page.render(scale=150 / 72).to_pil(), formats=zxingcpp.BarcodeFormat.QRCode
        )
    ]


def plain(text: str) -> str:
    """Return a text in the form of `texts()`."""
    return text.translate(INVISIBLE)


HOSTILE = (
    "#let x = 1",
    "$a^2$",
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "*bold* _it_ `raw`",
    '#eval("1")',
    "// gone /* gone */",
    "\\u{41} @ref <label>",
    "阿依古丽·买买提江",
    "䶮小川",
)
LODGED = {
    "parties": [{"name": "第一组"}],
    "guests": [{"name": "梁正远", "party": "第一组", "phone": "13900001111"}],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "梁正远"}],
    "vehicles": [{"number": "7号车"}],
    "rides": [
        {
            "id": "there",
            "day": "2026-05-18",
            "time": "13:00",
            "from": "明峰宾馆",
            "to": "县博物馆",
            "vehicles": [{"vehicle": "7号车", "people": "梁正远"}],
        }
    ],
    "meals": [
        {
            "id": "dinner",
            "day": "2026-05-18",
            "time": "18:00",
            "kind": "dinner",
            "place": "mingfeng/一楼餐厅",
            "tables": [{"no": "4", "seats": [{"no": "9", "person": "梁正远"}]}],
        }
    ],
}
VISIT = {
    **LODGED,
    "parties": [{"name": "第一组", "liaison": "李娜"}],
    "guests": [
        {"name": "梁正远", "party": "第一组", "phone": "13900001111", "post": "副局长",
         "diet": "清真", "ethnicity": "回族", "needs": "轮椅", "note": "只给办公室"},
    ],
    "team": {"staff": [{"name": "李娜", "phone": "13900002002"}, {"name": "冯雪"}]},
    "schedule": [
        {"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "staff_note": "话筒两支",
         "checker": "冯雪"},
    ],
    "routine": [{"what": "热水供应", "time": "06:00-23:30"}],
    "notices": ["请备外套"],
    "contacts": [{"what": "总台", "phone": "0717-555-0123"}],
    "budget": 22000,
}  # fmt: skip
