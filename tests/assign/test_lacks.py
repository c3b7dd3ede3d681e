"""Impossible inputs: the golden cases in which somebody has no place.

That each has a plain reason and a remedy is checked where its places are proposed.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.assign.proposed import INPUTS, KINDS

HERE = Path(__file__).parent


def test_there_are_at_least_thirty_and_none_is_a_copy() -> None:
    files = sorted(file for folder in KINDS for file in (HERE / folder).glob("*.yml"))
    cases = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    inputs = [
        repr([case.get(key) for key in INPUTS if key != "about"])
        for case in cases
        if case["lacking"]
    ]

    assert len(inputs) >= 30
    assert len(set(inputs)) == len(inputs)
