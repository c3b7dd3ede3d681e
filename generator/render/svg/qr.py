"""QR codes as one small SVG path.

The standard's tables and patterns are qrcode's, and the tests hold every code against its own. What
differs is the arithmetic: qrcode places bit by bit, which costs more than the card a code opens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from qrcode import QRCode
from qrcode.base import gexp, glog, rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.LUT import rsPoly_LUT
from qrcode.util import QRData, length_in_bits

QUIET_ZONE = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""
_MASK = 2
"""A fixed mask: trying all eight for the best one costs seven times as much and reads no better."""
_BYTES: Final = 4
"""The mode of a code that holds bytes, whatever they say."""
_PADDING = bytes((0xEC, 0x11))
_DARK = re.compile(b"\1+")

Matrix = tuple[bytes, ...]
"""A code's modules, row by row: 1 is dark."""


@lru_cache(maxsize=1024)
def qr_matrix(text: str) -> Matrix:
    """The modules of a code for `text`, without quiet zone; error correction M. Raises ValueError
    for a text of more than 2,331 bytes, which no code holds.
    """
    data = text.encode("utf-8")
    form = _form(_version_for(len(data)))
    bits = form.bits_of(_codewords(data, form.version))
    modules = bytearray(form.blank)
    for place, bit in zip(form.places, bits, strict=True):
        modules[place] ^= bit
    return tuple(bytes(modules[y : y + form.side]) for y in range(0, len(modules), form.side))


def qr_svg(text: str, label: str = "") -> str:
    """A square SVG of the code: one path, quiet zone included. `label` is read to the blind."""
    matrix = qr_matrix(text)
    size = len(matrix) + 2 * QUIET_ZONE
    named = f' role="img" aria-label="{_attribute(label)}"' if label else ' aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"{named}>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path stroke="#000" shape-rendering="crispEdges" d="{_path(matrix)}"/></svg>'
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """What all codes of one version share: the modules of a code that holds nothing but zeros, row
    by row, and where in them each bit lies.
    """

    version: int
    side: int
    blank: bytes
    places: tuple[int, ...]

    def bits_of(self, codewords: bytes) -> bytes:
        """The bits of the codewords, a byte each."""
        bits = f"{int.from_bytes(codewords, 'big'):0{8 * len(codewords)}b}"
        return bits.encode("ascii").translate(_FROM_DIGITS)


_FROM_DIGITS = bytes.maketrans(b"01", b"\0\1")


@cache
def _form(version: int) -> _Form:
    """A version's form, learnt from qrcode: codes whose bits are those of each bit's own number
    tell, number by number, where which bit lies.
    """
    length = sum(block.total_count for block in rs_blocks(version, ERROR_CORRECT_M))
    blank = _drawn(version, [0] * length)
    of_bits = {at for at, full in enumerate(_drawn(version, [255] * length)) if full != blank[at]}
    numbers = [0] * len(blank)
    for digit in range((8 * length).bit_length()):
        drawn = _drawn(version, [_numbered(first, digit) for first in range(0, 8 * length, 8)])
        for at, module in enumerate(drawn):
            numbers[at] |= (module ^ blank[at]) << digit
    return _Form(version, 4 * version + 17, blank, tuple(sorted(of_bits, key=numbers.__getitem__)))


def _numbered(first: int, digit: int) -> int:
    """A codeword whose bits are one binary digit of their own numbers, which begin at `first`."""
    return sum(
        (number >> digit & 1) << 7 - place for place, number in enumerate(range(first, first + 8))
    )


def _drawn(version: int, codewords: list[int]) -> bytes:
    """The modules that qrcode draws for given codewords."""
    code = QRCode(version, ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.data_cache = codewords
    code.makeImpl(False, _MASK)
    return bytes(bool(module) for row in code.modules for module in row)


@cache
def _version_for(length: int) -> int:
    """The smallest version that holds so many bytes."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(b"\0" * length, mode=_BYTES))
    return int(code.best_fit())


def _codewords(data: bytes, version: int) -> bytes:
    """Data as a code of a version holds it: in blocks dealt out by turns, and behind them, dealt
    out likewise, what mends each block.
    """
    blocks = rs_blocks(version, ERROR_CORRECT_M)
    held = _framed(data, length_in_bits(_BYTES, version), sum(b.data_count for b in blocks))
    own, mending, start = [], [], 0
    for block in blocks:
        own.append(held[start : start + block.data_count])
        mending.append(_remainder(own[-1], block.total_count - block.data_count))
        start += block.data_count
    return bytes((*_dealt(own), *_dealt(mending)))


def _framed(data: bytes, length_bits: int, capacity: int) -> bytes:
    """Mode, length, data and four bits that end them, which come to whole bytes; then padding."""
    head = _BYTES << length_bits | len(data)
    said = (head << 8 * len(data) | int.from_bytes(data, "big")) << 4
    framed = said.to_bytes((4 + length_bits + 4) // 8 + len(data), "big")
    return framed + (_PADDING * capacity)[: capacity - len(framed)]


def _dealt(blocks: list[bytes]) -> list[int]:
    """The first of each block, then the second of each; some blocks are shorter by one."""
    longest = max(map(len, blocks))
    return [block[n] for n in range(longest) for block in blocks if n < len(block)]


def _remainder(block: bytes, length: int) -> bytes:
    """What mends a block: its remainder, of `length` bytes, by the code's generator."""
    multiples, top, kept = _multiples(length), 8 * (length - 1), (1 << 8 * length) - 1
    left = 0
    for byte in block:
        left = (left << 8 & kept) ^ multiples[byte ^ left >> top]
    return left.to_bytes(length, "big")


@cache
def _multiples(length: int) -> tuple[int, ...]:
    """Each byte times the generator that leaves `length` bytes, without its leading one."""
    generator = rsPoly_LUT[length][1:]
    return tuple(
        int.from_bytes(bytes(_times(byte, each) for each in generator), "big")
        for byte in range(256)
    )


def _times(one: int, other: int) -> int:
    """A product in the field of 256 elements."""
    return int(gexp(glog(one) + glog(other))) if one and other else 0


def _path(matrix: Matrix) -> str:
    """Each run of dark modules in a row as one stroke, from where the last one ended."""
    steps, at, down = [f"M{QUIET_ZONE} {QUIET_ZONE - 0.5}"], 0, 0
    for row in matrix:
        down += 1
        for run in _DARK.finditer(row):
            steps.append(f"m{run.start() - at} {down}h{run.end() - run.start()}")
            at, down = run.end(), 0
    return "".join(steps)


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
