"""QR codes, each as one small SVG path."""

from __future__ import annotations

import re

from generator.render.svg.elements import LABEL_TEXT, element, picture
from generator.render.svg.elements import text as label_text
from generator.render.svg.qr_modules import Matrix, qr_matrix

QUIET_ZONE = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""
_DARK = re.compile(b"\1+")


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
