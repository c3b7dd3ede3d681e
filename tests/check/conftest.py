"""How golden cases are written: lines up to 120 columns with --update-goldens."""

from __future__ import annotations

import pytest_golden.yaml

pytest_golden.yaml._rt.width = 120
