"""Golden cases keep their lines when findings are written anew with --update-goldens."""

from __future__ import annotations

import pytest_golden.yaml

pytest_golden.yaml._rt.width = 120
