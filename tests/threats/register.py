"""The register of threats: who wants what, and the tests that show what prevents it."""

from __future__ import annotations

from pathlib import Path

import yaml

REGISTER = yaml.safe_load(Path(__file__).with_name("register.yml").read_text("utf-8"))
ATTACKS = yaml.safe_load(Path(__file__).with_name("attacks.yml").read_text("utf-8"))
NODES = [node for threat in REGISTER.values() for node in threat["tests"]]


def counted() -> str:
    """The numbers of threats, attacks and tests, as one line."""
    attacks = sum(len(tests) for tests in ATTACKS.values())
    threats = f"{len(REGISTER)} threats, {len(set(NODES))} tests"
    return f"{threats}; {len(ATTACKS)} attacks of the audit, {attacks} tests"
