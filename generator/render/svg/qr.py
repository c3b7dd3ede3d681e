"""QR codes, each as one small SVG path."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from generator.render.svg.elements import LABEL_TEXT, element, picture
from generator.render.svg.elements import text as label_text

if TYPE_CHECKING:
    from qrcode import QRCode

QUIET_ZONE = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""
_MASK = 2
"""A fixed mask: trying all eight for the best one takes seven times as long and reads no better."""
_BYTES: Final = 4
"""The encoding of a text as bytes, whichever characters it has."""
_DARK = re.compile(b"\1+")

Matrix = tuple[bytes, ...]
"""A code's modules, row by row: 1 is dark."""


@lru_cache(maxsize=1024)
def qr_matrix(text: str) -> Matrix:
    """Return the modules of a code for `text`, without quiet zone; error correction M.

    Raises ValueError for a text of more than 2,331 bytes in UTF-8, the limit of version 40.
    """
    data = text.encode("utf-8")
    code = _code_of(data, _version_for(len(data)))
    code.make(fit=False)
    return tuple(bytes(map(bool, row)) for row in code.get_matrix())


def qr_width(text: str) -> int:
    """Return how many modules wide a code for `text` is, without drawing it."""
    return 17 + 4 * _version_for(len(text.encode("utf-8")))


@cache
def _version_for(length: int) -> int:
    """Return the smallest version for so many bytes.

    It is kept by length, since qrcode encodes a text once more to find it.
    """
    return int(_code_of(bytes(length)).best_fit())


def _code_of(data: bytes, version: int | None = None) -> QRCode[Any]:
    # Imported for the first code: Pillow comes with it, and most builds have no new code.
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.util import QRData

    code = QRCode(version, ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.add_data(QRData(data, mode=_BYTES))
    return code


def qr_svg(text: str) -> str:
    """Return a square SVG of the code with its quiet zone, which screen readers skip."""
    matrix = qr_matrix(text)
    size = len(matrix) + 2 * QUIET_ZONE
    white = element("path", fill="#fff", d=f"M0 0h{size}v{size}H0z")
    dark = element("path", stroke="#000", shape_rendering="crispEdges", d=_path(matrix))
    return picture(white + dark, viewBox=f"0 0 {size} {size}", aria_hidden="true")


def named_code(link: str, name: str) -> str:
    """Return an SVG of the code of a link with a name below; the code itself opens the link."""
    matrix = qr_matrix(link)
    size = len(matrix) + 2 * QUIET_ZONE
    letter = min(4.0, 0.9 * size * 12 / (LABEL_TEXT.width(name) or 1))
    below = {"font_family": "sans-serif", "font_size": f"{letter:.3g}", "text_anchor": "middle"}
    white = element("path", fill="#fff", d=f"M0 0h{size}v{size + 5}H0z")
    dark = element("path", stroke="#000", shape_rendering="crispEdges", d=_path(matrix))
    code = element("a", white + dark, href=link, aria_label=name)
    named = label_text(name, x=f"{size / 2:g}", y=f"{size + 3:g}", **below)
    return picture(code + named, viewBox=f"0 0 {size} {size + 5}")


def _path(matrix: Matrix) -> str:
    """Draw each run of dark modules in a row as one stroke, relative to the end of the last one."""
    steps, at, down = [f"M{QUIET_ZONE} {QUIET_ZONE - 0.5}"], 0, 0
    for row in matrix:
        down += 1
        for run in _DARK.finditer(row):
            steps.append(f"m{run.start() - at} {down}h{run.end() - run.start()}")
            at, down = run.end(), 0
    return "".join(steps)
