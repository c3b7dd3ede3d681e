"""The modules of QR codes: where each bit is, and its correction, asked of qrcode once a length.

The package takes 1.5 ms to draw a code: for 400 guests, half of what their printed cards take. The
links of a visit have one length, and what differs between them is only where the dark bits are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise, zip_longest
from operator import itemgetter
from typing import Any, Final

from qrcode import QRCode
from qrcode.base import Polynomial, gexp, rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import QRData

_MASK = 2
"""A fixed mask: trying all eight for the best one takes seven times as long and reads no better."""
_BYTES: Final = 4
"""The encoding of a text as bytes, whichever characters it has."""
_LONG_COUNT = 10
"""From this version on, the length of the text has two bytes, not one."""
_PADDING = bytes((0xEC, 0x11))
"""Fills what the text leaves of a code."""

Matrix = tuple[bytes, ...]
"""A code's modules, row by row: 1 is dark."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """A version: its empty code, as a number, and what picks the bit of each module, a digit.

    Modules without a bit, such as those of the corners, get the `0` that follows the bits.
    """

    size: int
    empty: int
    pick: Callable[[bytes], Iterable[int]]


@lru_cache(maxsize=1024)
def qr_matrix(text: str) -> Matrix:
    """Return the modules of a code for `text`, without quiet zone; error correction M.

    Raises ValueError for a text of more than 2,331 bytes in UTF-8, the limit of version 40.
    """
    data = text.encode("utf-8")
    version = _version_for(len(data))
    layout, words = _layout(version), _codewords(data, version)
    digits = b"%s0" % f"{int.from_bytes(words):0{8 * len(words)}b}".encode("ascii")
    bits = int.from_bytes(bytes(layout.pick(digits)))
    modules = (bits ^ layout.empty).to_bytes(layout.size**2)
    return tuple(modules[n : n + layout.size] for n in range(0, len(modules), layout.size))


def qr_width(text: str) -> int:
    """Return how many modules wide a code for `text` is, without drawing it."""
    return 17 + 4 * _version_for(len(text.encode("utf-8")))


@cache
def _version_for(length: int) -> int:
    """Return the smallest version for so many bytes.

    It is kept by length, since qrcode encodes a text once more to find it.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(QRData(bytes(length), mode=_BYTES))
    return int(code.best_fit())


@cache
def _layout(version: int) -> _Layout:
    """Ask the library where each bit is: by codes whose bits are the digits of their numbers."""
    total = 8 * sum(block.total_count for block in rs_blocks(version, ERROR_CORRECT_M))
    none = _placed(version, 0, total)
    numbers = [0] * len(none)
    for digit in range(total.bit_length()):
        bits = sum(1 << (total - n) for n in range(1, total + 1) if n >> digit & 1)
        for module, (dark, empty) in enumerate(
            zip(_placed(version, bits, total), none, strict=True)
        ):
            numbers[module] |= (dark ^ empty) << digit
    # Number 0 is no bit: from the end, that is the digit which follows them.
    pick = itemgetter(*(number - 1 for number in numbers))
    digits = int.from_bytes(b"0" * len(none))
    return _Layout(17 + 4 * version, int.from_bytes(none) ^ digits, pick)


def _placed(version: int, bits: int, total: int) -> bytes:
    """The modules of a code with these bits, as the library places them."""
    code: Any = QRCode(version, ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.data_cache = list(bits.to_bytes(total // 8))
    code.make(fit=False)
    return bytes(chain.from_iterable(code.get_matrix()))


def _codewords(data: bytes, version: int) -> bytes:
    """The bytes of a code: data and error correction of each block, in turn."""
    blocks = rs_blocks(version, ERROR_CORRECT_M)
    ends = accumulate((block.data_count for block in blocks), initial=0)
    padded = _padded(data, version, sum(block.data_count for block in blocks))
    words = [padded[start:end] for start, end in pairwise(ends)]
    corrections = [
        _correction(word, block.total_count - block.data_count)
        for word, block in zip(words, blocks, strict=True)
    ]
    return bytes(chain(_in_turn(words), _in_turn(corrections)))


def _padded(data: bytes, version: int, capacity: int) -> bytes:
    """The text with its encoding and length before it, four bits of 0 after it, and padding."""
    count = 1 if version < _LONG_COUNT else 2
    header = _BYTES << 8 * count | len(data)
    head = (header << 8 * len(data) | int.from_bytes(data)) << 4
    written = head.to_bytes(1 + count + len(data))
    return written + (_PADDING * capacity)[: capacity - len(written)]


def _in_turn(words: Iterable[bytes]) -> Iterator[int]:
    """The first byte of each word, then the second of each that has one, and so on."""
    for column in zip_longest(*words):
        yield from (byte for byte in column if byte is not None)


def _correction(word: bytes, size: int) -> bytes:
    """The remainder of a block, as a polynomial, divided by the generator."""
    remainders, top, rest = _remainders(size), 8 * (size - 1), 0
    below = (1 << top) - 1
    for byte in word:
        rest = (rest & below) << 8 ^ remainders[rest >> top ^ byte]
    return rest.to_bytes(size)


@cache
def _remainders(size: int) -> tuple[int, ...]:
    """The remainder of each byte that is `size` places before the end."""
    generator = Polynomial([1], 0)
    for power in range(size):
        generator *= Polynomial([1, gexp(power)], 0)
    of_bits = [int.from_bytes(bytes(Polynomial([1 << bit], size) % generator)) for bit in range(8)]
    remainders = [0]
    for remainder in of_bits:
        remainders += [remainder ^ other for other in remainders]
    return tuple(remainders)
