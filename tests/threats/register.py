"""The register of threats: who may want what, and the tests that show what stops them."""

from __future__ import annotations

from pathlib import Path

import yaml

REGISTER = yaml.safe_load(Path(__file__).with_name("register.yml").read_text("utf-8"))
ATTACKS = yaml.safe_load(Path(__file__).with_name("attacks.yml").read_text("utf-8"))
NODES = [node for threat in REGISTER.values() for node in threat["tests"]]


def counted() -> str:
    """How many threats and attacks there are, and how many tests."""
    attacks = sum(len(tests) for tests in ATTACKS.values())
    threats = f"{len(REGISTER)} threats, {len(set(NODES))} tests"
    return f"{threats}; {len(ATTACKS)} attacks of the audit, {attacks} tests"
