"""Keeps the QR codes of a visit's addresses, so that each is computed once in its life."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publish.tree import write_file
from generator.render.qr import Matrix, known_codes, remember_codes

FILE = "codes.json"


@contextmanager
def kept_codes(path: Path, addresses: Iterable[str]) -> Iterator[None]:
    """Within it, the codes kept in a file are known; after it, the file keeps those of `addresses`
    and no others. A file that cannot be read is as good as none."""
    remember_kept_codes(path)
    yield
    known = known_codes()
    kept = {address: _packed(known[address]) for address in addresses if address in known}
    write_file(path, json.dumps(kept, indent=0, sort_keys=True).encode("ascii"))


def remember_kept_codes(path: Path) -> None:
    """Know the codes that a file keeps. A file that cannot be read is as good as none."""
    remember_codes(_read(path))


def _read(path: Path) -> dict[str, Matrix]:
    try:
        found = json.loads(path.read_text("ascii"))
        return {address: _unpacked(kept) for address, kept in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _packed(matrix: Matrix) -> str:
    """A matrix as its side and its modules, row by row, as one hexadecimal number."""
    bits = "".join("1" if module else "0" for row in matrix for module in row)
    return f"{len(matrix)}:{int(bits, 2):x}"


def _unpacked(kept: str) -> Matrix:
    side, number = kept.split(":")
    size = int(side)
    bits = f"{int(number, 16):0{size * size}b}"
    if len(bits) != size * size:
        raise ValueError(kept)
    return tuple(
        tuple(bit == "1" for bit in bits[start : start + size])
        for start in range(0, size * size, size)
    )
