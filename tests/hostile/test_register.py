"""Every number of the list of bad inputs has an existing test; the count is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from tests.support.project import PROJECT

REGISTER: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("register.yml").read_text("utf-8")
)
NUMBERED, ALSO_SEEN = REGISTER["numbered"], REGISTER["also seen"]
PROOFS = NUMBERED | ALSO_SEEN


@pytest.fixture(scope="module")
def nodes(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The tests in the files that the register names.

    pytest collects those that this run leaves out.
    """
    found = tuple(item.nodeid for item in request.session.items)
    every = (proof for proofs in PROOFS.values() for proof in proofs)
    others = {proof.partition("::")[0] for proof in every if not exists(proof, found)}
    return (*found, *_found_in(*sorted(others)))


def _found_in(*files: str) -> tuple[str, ...]:
    if not files:
        return ()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files],
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
        | {"RECEPTION_PROOF": "1"},
        capture_output=True,
        check=True,
    )
    return tuple(line for line in done.stdout.decode("utf-8").splitlines() if "::" in line)


def exists(proof: str, nodes: Iterable[str]) -> bool:
    """Whether a test is that function, with parameters that contain the part named."""
    function, _, part = proof.partition("[")
    part = part.removesuffix("]")
    return any(
        node.partition("[")[0] == function and part in node.partition("[")[2] for node in nodes
    )


def test_every_number_has_an_existing_test(
    nodes: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert [int(name.split()[0]) for name in NUMBERED] == list(range(1, 105))

    missing = [
        f"{name}: {proof}"
        for name, proofs in PROOFS.items()
        for proof in proofs
        if not exists(proof, nodes)
    ]

    assert missing == []
    assert all(PROOFS.values())
    with capsys.disabled():
        print(f"\n{len(NUMBERED)} bad inputs and {len(ALSO_SEEN)} more, each with a named test")


def test_a_missing_test_is_noticed() -> None:
    nodes = ("tests/a.py::test_one[7-x]", "tests/a.py::test_two")

    assert exists("tests/a.py::test_one[7-]", nodes)
    assert not exists("tests/a.py::test_one[8-]", nodes)
    assert not exists("tests/a.py::test_tw", nodes)
