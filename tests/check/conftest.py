"""Golden cases keep their lines when findings are written anew with --update-goldens, and are
parsed once, not twice a test: that takes longer than all checks together.
"""

from __future__ import annotations

import pickle
from functools import cache
from typing import Any, TextIO

import pytest_golden.yaml

pytest_golden.yaml._rt.width = 120

_parsed = pytest_golden.yaml._safe.load


@cache
def _pickled(text: str) -> bytes:
    return pickle.dumps(_parsed(text))


def _a_copy(file: TextIO) -> Any:
    return pickle.loads(_pickled(file.read()))


pytest_golden.yaml._safe.load = _a_copy
