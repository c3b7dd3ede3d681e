"""Texts of a workbook that are struck through, wholly or in part."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

_STRIKES = {"strike", "dstrike"}


@dataclass(frozen=True, slots=True)
class StruckText:
    """A text of which a part at least is struck through: what is left of it, what is struck."""

    left: str
    struck: str


def strikes(font: ElementTree.Element) -> bool:
    """Whether a font strikes its text through."""
    return any(
        _local(each) in _STRIKES and each.get("val", "1") not in {"0", "false"} for each in font
    )


def struck_texts(shared: bytes) -> dict[int, StruckText]:
    """The shared texts of which a part at least is struck through, by their numbers; raises
    ParseError where the part is damaged.
    """
    found: dict[int, StruckText] = {}
    if b"strike" not in shared:
        return found
    number = 0
    for _, element in ElementTree.iterparse(BytesIO(shared)):
        if _local(element) == "si":
            if text := _struck_text(element):
                found[number] = text
            number += 1
            element.clear()
    return found


def struck_in_cell(inside: bytes) -> StruckText | None:
    """What is struck of a text that is in its cell, given as the XML within the cell."""
    try:
        (item,) = ElementTree.fromstring(b"<c>" + inside + b"</c>")
    except (ElementTree.ParseError, ValueError):
        return None
    return _struck_text(item)


def _struck_text(item: ElementTree.Element) -> StruckText | None:
    """A text in runs, each with its own font."""
    texts: dict[bool, str] = {True: "", False: ""}
    for run in item:
        if _local(run) == "r":
            fonts = (each for each in run if _local(each) == "rPr")
            words = (each.text or "" for each in run if _local(each) == "t")
            texts[any(map(strikes, fonts))] += "".join(words)
    struck = texts[True].strip()
    return StruckText(texts[False].strip(), struck) if struck else None


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
