"""The inside of an .xlsx before anything opens it: refuses bombs, and finds each sheet's XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from generator.load.files import MEGABYTE
from generator.load.tables.refusal import RefusedError
from generator.load.tables.sheet_xml import Looks, Marks, Pad, marks_of, refuse_wide
from generator.load.tables.struck_text import StruckText, strikes, struck_texts

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
        self._looks = self._read_looks()
        self._sheets = self._sheet_parts()

    def marks(self, sheet: str) -> Marks:
        """What the XML of `sheet` tells; raises RefusedError when the sheet spreads too far."""
        return marks_of(self.xml(sheet), self._looks)

    def xml(self, sheet: str) -> bytes:
        """The XML of `sheet`; raises RefusedError when the sheet spreads too far."""
        xml = self._parts.get(self._sheets.get(sheet, ""))
        if xml is None:
            raise RefusedError("workbook.corrupt")
        refuse_wide(xml, sheet)
        return xml

    def _sheet_parts(self) -> dict[str, str]:
        workbook, links = (
            self._tree(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        sheets = [each for each in workbook.iter() if _local(each) == "sheet"]
        found = {}
        for sheet in sheets:
            key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
            path = posixpath.normpath(posixpath.join("/xl", targets.get(key, "")))
            found[sheet.get("name", "")] = path.lstrip("/").lower()
        if len(found) < len(sheets) or len(targets) < len(links):
            raise RefusedError("workbook.corrupt")
        return found

    def _read_looks(self) -> Looks:
        texts = _struck(self._parts.get("xl/sharedstrings.xml", b""))
        if "xl/styles.xml" not in self._parts:
            return Looks({}, frozenset(), texts)
        groups = {_local(group): group for group in self._tree("xl/styles.xml")}
        codes = {
            each.get("numFmtId"): each.get("formatCode", "") for each in groups.get("numFmts", ())
        }
        styles = list(groups.get("cellXfs", ()))
        pads = {n: _pad(codes.get(each.get("numFmtId"), "")) for n, each in enumerate(styles)}
        struck = {str(n) for n, font in enumerate(groups.get("fonts", ())) if strikes(font)}
        return Looks(
            {number: pad for number, pad in pads.items() if pad is not None},
            frozenset(n for n, each in enumerate(styles) if each.get("fontId") in struck),
            texts,
        )

    def _tree(self, name: str) -> ElementTree.Element:
        try:
            # Entities were refused before: nothing is left that could expand.
            part = self._parts[name]
            if part.count(b"<") > MAX_LISTED:
                raise RefusedError("workbook.corrupt")
            return ElementTree.fromstring(part)
        except (KeyError, ElementTree.ParseError, ValueError, LookupError):
            raise RefusedError("workbook.corrupt") from None


def _checked_parts(content: bytes) -> dict[str, bytes]:
    """The XML parts, after their sum, their checksums and their declarations were looked at."""
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
        # calamine keeps room for as many texts as a part says it has, before it reads one; a small
        # number does no harm, and some programs write one that is too large.
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
    found = {"xl/workbook.bin": "XLSB", "word/document.xml": "Word", "content.xml": "ODS"}
    raise RefusedError("workbook.not_excel", found=found.get(kind or "", "ZIP"))


def _struck(shared: bytes) -> dict[int, StruckText]:
    try:
        return struck_texts(shared)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise RefusedError("workbook.corrupt") from None


def _pad(code: str) -> Pad | None:
    match = _PADDED.fullmatch(code)
    if match is None:
        return None
    return Pad(_literal(match[1]), len(match[2]), _literal(match[3]))


def _literal(code: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", code)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
