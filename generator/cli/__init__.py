"""The `handbook` command: words and exit codes, no logic.

Exit 0: fine. 1: findings of severity error. 2: wrong usage, or input that cannot be read. 3: a
question was asked and not answered with yes.
"""

from __future__ import annotations

from importlib import import_module

from generator.cli.common import main

__all__ = ["main"]

COMMANDS = (
    "starting",
    "checking",
    "building",
    "serving",
    "printing",
    "cards",
    "keys",
    "publishing",
    "changing",
    "comparing",
    "retiring",
    "reporting",
)
"""The modules that add commands, in the order in which `handbook -h` lists them."""

for _module in COMMANDS:
    import_module(f"{__name__}.{_module}")
