"""The register has every threat, with tests that exist, and every test of this folder."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.support.project import PROJECT
from tests.threats.register import ATTACKS, NODES, REGISTER, counted

HERE = Path(__file__).parent
THREATS = (
    *("host", "listing", "guest", "lost-card", "crawler", "preview", "stale-phone"),
    *("handbook-reader", "page-writer", "repository", "workbook", "curious-host", "desk"),
)
"""All threats that the design considers."""


@cache
def defined_in(path: Path) -> frozenset[str]:
    """The tests that a file defines."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


def test_every_threat_has_an_entry_with_tests(capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(REGISTER) == THREATS
    assert [name for name, threat in REGISTER.items() if not threat["tests"]] == []

    with capsys.disabled():
        print(f"\n{counted()}")


def test_every_test_of_the_register_exists() -> None:
    named = {node: node.partition("::")[::2] for node in NODES}

    missing = [
        node for node, (path, name) in named.items() if name not in defined_in(PROJECT / path)
    ]
    assert missing == []


def test_every_attack_has_tests_that_exist() -> None:
    named = {node: node.partition("::")[::2] for tests in ATTACKS.values() for node in tests}

    missing = [
        node for node, (path, name) in named.items() if name not in defined_in(PROJECT / path)
    ]
    assert missing == []
    assert all(ATTACKS.values())


def test_every_test_of_this_folder_is_in_the_register() -> None:
    here = {
        f"{path.relative_to(PROJECT).as_posix()}::{name}"
        for path in HERE.glob("test_*.py")
        for name in defined_in(path)
        if path.name != Path(__file__).name
    }

    assert here - set(NODES) == set()


def test_no_test_is_listed_twice_for_one_threat() -> None:
    for threat in REGISTER.values():
        assert len(set(threat["tests"])) == len(threat["tests"])
