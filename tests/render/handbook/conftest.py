"""Reads pages as people do: their words, without markup. Lines of golden pages stay whole."""

from __future__ import annotations

import pytest_golden.yaml

pytest_golden.yaml._rt.width = 1000
