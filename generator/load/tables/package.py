"""The parts of an .xlsx before calamine opens it: refuses bombs, and finds each sheet's XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from generator.load.files import MEGABYTE
from generator.load.tables import RefusedError
from generator.load.tables.cells import CellFormats, StruckText, ZeroPadding
from generator.load.tables.sheet_xml import (
    WorkbookFormats,
    cell_formats,
    is_struck,
    local_name,
    refuse_oversized,
    struck_texts,
)

MAX_UNPACKED = 60 * MEGABYTE
MAX_LISTED = 200_000
"""Elements in a part that is read as a tree: the list of sheets, the formats of cells."""

_TYPE_NAMES = ("xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "content.xml")
_REFUSED_XML = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STRINGS_KEPT = re.compile(rb"""\buniqueCount\s*=\s*["']\s*\+?(\d+)""")
_ALWAYS_KEPT = MEGABYTE
_PADDED = re.compile(r'((?:"[^"]*"|\\.)*)(0{2,15})((?:"[^"]*"|\\.)*)(?:;.*)?')
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')


class Package:
    """The parts of an .xlsx, checked and unpacked once; raises RefusedError when it is unfit."""

    def __init__(self, content: bytes) -> None:
        self._parts = _checked_parts(content)
        self._formats = self._read_formats()
        self._sheets = self._sheet_parts()

    def formats(self, sheet: str) -> CellFormats:
        """The formats of the cells of `sheet`; raises RefusedError where it is too large."""
        return cell_formats(self.xml(sheet), self._formats)

    def xml(self, sheet: str) -> bytes:
        """The XML of `sheet`; raises RefusedError where it is too large."""
        xml = self._parts.get(self._sheets.get(sheet, ""))
        if xml is None:
            raise RefusedError("workbook.corrupt")
        refuse_oversized(xml, sheet)
        return xml

    def _sheet_parts(self) -> dict[str, str]:
        workbook, links = (
            self._tree(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        sheets = [element for element in workbook.iter() if local_name(element) == "sheet"]
        parts = {}
        for sheet in sheets:
            key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
            path = posixpath.normpath(posixpath.join("/xl", targets.get(key, "")))
            parts[sheet.get("name", "")] = path.lstrip("/").lower()
        if len(parts) < len(sheets) or len(targets) < len(links):
            raise RefusedError("workbook.corrupt")
        return parts

    def _read_formats(self) -> WorkbookFormats:
        texts = _struck_texts(self._parts.get("xl/sharedstrings.xml", b""))
        if "xl/styles.xml" not in self._parts:
            return WorkbookFormats({}, frozenset(), texts)
        groups = {local_name(group): group for group in self._tree("xl/styles.xml")}
        codes = {
            code.get("numFmtId"): code.get("formatCode", "") for code in groups.get("numFmts", ())
        }
        styles = list(groups.get("cellXfs", ()))
        paddings = {
            number: padding
            for number, style in enumerate(styles)
            if (padding := _padding(codes.get(style.get("numFmtId"), ""))) is not None
        }
        struck = {str(n) for n, font in enumerate(groups.get("fonts", ())) if is_struck(font)}
        struck_styles = (n for n, style in enumerate(styles) if style.get("fontId") in struck)
        return WorkbookFormats(paddings, frozenset(struck_styles), texts)

    def _tree(self, name: str) -> ElementTree.Element:
        try:
            # Entities were refused before: nothing is left that can expand.
            part = self._parts[name]
            if part.count(b"<") > MAX_LISTED:
                raise RefusedError("workbook.corrupt")
            return ElementTree.fromstring(part)
        except (KeyError, ElementTree.ParseError, ValueError, LookupError):
            raise RefusedError("workbook.corrupt") from None


def _checked_parts(content: bytes) -> dict[str, bytes]:
    """The XML parts, after a check of their size, their checksums and their declarations."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > MAX_UNPACKED:
                limit = MAX_UNPACKED // MEGABYTE
                raise RefusedError("workbook.bomb", size=-(-size // MEGABYTE), limit=limit)
            names = [entry.filename for entry in entries]
            _refuse_other_kinds(names)
            wanted = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            parts = {entry.filename.lower(): archive.read(entry) for entry in wanted}
    except RefusedError:
        raise
    except Exception:
        raise RefusedError("workbook.corrupt") from None
    for part in parts.values():
        if _REFUSED_XML.search(part):
            raise RefusedError("workbook.entities")
        if b"\0" in part[:64]:  # UTF-16 would hide both from the searches here
            raise RefusedError("workbook.corrupt")
        # calamine reserves memory for as many texts as a part declares, before it reads one. A
        # small number does no harm, and some programs write one that is too large.
        most = max(len(part), _ALWAYS_KEPT)
        if any(int(count[:20]) > most for count in _STRINGS_KEPT.findall(part)):
            raise RefusedError("workbook.corrupt")
    return parts


def _refuse_other_kinds(names: list[str]) -> None:
    if "xl/workbook.xml" in names:
        if len({name.lower() for name in names}) < len(names):
            raise RefusedError("workbook.corrupt")
        return
    kind = next((name for name in _TYPE_NAMES if name in names), None)
    formats = {"xl/workbook.bin": "XLSB", "word/document.xml": "Word", "content.xml": "ODS"}
    raise RefusedError("workbook.not_excel", found=formats.get(kind or "", "ZIP"))


def _struck_texts(shared: bytes) -> dict[int, StruckText]:
    try:
        return struck_texts(shared)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise RefusedError("workbook.corrupt") from None


def _padding(code: str) -> ZeroPadding | None:
    """The zero padding that a number format such as `0000` means; None for other formats."""
    match = _PADDED.fullmatch(code)
    if match is None:
        return None
    return ZeroPadding(_literal(match[1]), len(match[2]), _literal(match[3]))


def _literal(code: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", code)
