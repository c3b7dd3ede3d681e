"""Keeps the lines of reports whole when `--update-goldens` writes them."""

from __future__ import annotations

import pytest_golden.yaml

pytest_golden.yaml._rt.width = 1000
