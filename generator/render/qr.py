"""QR codes as one small SVG path, from qrcode's module matrix."""

from __future__ import annotations

from collections.abc import Mapping

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""
_MASK = 2
"""A fixed mask: trying all eight for the best one costs seven times as much and reads no better."""

Matrix = tuple[tuple[bool, ...], ...]


_known: dict[str, Matrix] = {}
"""A code costs more than the card it opens: it is computed once, and `publish` keeps it on disk."""


def qr_matrix(text: str) -> Matrix:
    """The modules of a code for `text`, True for dark, without quiet zone; error correction M."""
    if text not in _known:
        _known[text] = _computed(text)
    return _known[text]


def known_codes() -> Mapping[str, Matrix]:
    """The codes computed or remembered so far, by their text."""
    return _known


def remember_codes(codes: Mapping[str, Matrix]) -> None:
    """Take over codes that were computed before."""
    _known.update(codes)


def _computed(text: str) -> Matrix:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=_MASK, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def qr_svg(text: str, label: str = "") -> str:
    """A square SVG of the code: one path, quiet zone included. `label` is read to the blind."""
    matrix = qr_matrix(text)
    size = len(matrix) + 2 * QUIET_ZONE
    named = f' role="img" aria-label="{_attribute(label)}"' if label else ' aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"{named}>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#000" shape-rendering="crispEdges" d="{_path(matrix)}"/></svg>'
    )


def _path(matrix: Matrix) -> str:
    """Each run of dark modules in a row as one rectangle."""
    steps = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            if row[x]:
                start = x
                while x < len(row) and row[x]:
                    x += 1
                run = x - start
                steps.append(f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{run}v1h-{run}z")
            x += 1
    return "".join(steps)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
