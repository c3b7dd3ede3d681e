"""Texts that name a sheet of a workbook, as clerks write them, or another file by mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.parsing.values import normal

_FULL_WIDTH = str.maketrans("＃！：．。／｜［］【】＇‘’“”＂　", "#!:../|[][]'''\"\"\" ")
_KINDS = "xlsx|xlsm|xls|csv|tsv"
_PLAIN = re.compile(rf"(?P<file>[^#]+\.(?:{_KINDS}))(?:#(?P<sheet>.*))?", re.IGNORECASE)
_AS_EXCEL = re.compile(
    rf"['\"]?\[?(?P<file>[^\[\]'\"#]+?\.(?:{_KINDS}))['\"]?\]?['\"]?"
    r"\s*(?:[#!:|/\\]|\s|(?<=\]))\s*(?P<sheet>.+?)['\"]?(?:!\$?[A-Z]{1,3}\$?\d*(?::.*)?)?",
    re.IGNORECASE,
)
# Files that an office may name in visit.yml by mistake; no person has such a name.
_FILE_NAME = re.compile(
    r"[^\s.]\.(?P<kind>xlsx|xlsm|xlsb|xls|csv|tsv|docx?|wps|et|ods|numbers|pptx?|pdf|txt|ya?ml"
    r"|jpe?g|png|zip|rar)(?![a-z0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SheetReference:
    """A workbook and the sheet named in it; `usual` where it is written `file#sheet`."""

    file: str
    sheet: str | None
    usual: bool = True

    def __str__(self) -> str:
        return f"{self.file}#{self.sheet}" if self.sheet else self.file


def sheet_reference(text: str) -> SheetReference | None:
    """The sheet named by `book.xlsx#来宾`, `book.xlsx＃来宾` or `[book.xlsx]来宾!A1`.

    None where a text names no workbook, or contains more than a name.
    """
    if match := _PLAIN.fullmatch(text.strip()):
        return SheetReference(match["file"].strip(), match["sheet"])
    folded = text.translate(_FULL_WIDTH).strip()
    if match := _PLAIN.fullmatch(folded) or _PLAIN.fullmatch(normal(folded)):
        return SheetReference(match["file"].strip(), match["sheet"])
    if match := _AS_EXCEL.fullmatch(folded):
        return SheetReference(match["file"].strip(), match["sheet"].strip(), usual=False)
    return None


def file_kind(text: str) -> str:
    """The kind of file that a text names, such as `PDF`; empty where it names none."""
    match = _FILE_NAME.search(normal(text.translate(_FULL_WIDTH)))
    return match["kind"].upper() if match else ""
