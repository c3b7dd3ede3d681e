"""How pytest-golden reads and writes golden cases.

A case is parsed once, not twice a test: that takes longer than all checks together. Lines are kept
up to 120 columns with --update-goldens.
"""

from __future__ import annotations

import pickle
from functools import cache
from typing import Any, TextIO

import pytest_golden.yaml

pytest_golden.yaml._rt.width = 120

_parse = pytest_golden.yaml._safe.load


@cache
def _pickled(text: str) -> bytes:
    return pickle.dumps(_parse(text))


def _load(file: TextIO) -> Any:
    return pickle.loads(_pickled(file.read()))


pytest_golden.yaml._safe.load = _load
