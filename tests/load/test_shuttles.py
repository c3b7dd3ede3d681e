"""Shuttles as offices write them: an interval in its own column, or behind the time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.findings import Finding
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.visit_files import HEADER, write

Load = Callable[..., tuple[Visit, tuple[Finding, ...]]]


@pytest.fixture
def load(tmp_path: Path, standing: Standing) -> Load:
    """Loads a visit with one ride of these fields."""

    def load(**ride: Any) -> tuple[Visit, tuple[Finding, ...]]:
        fields = {"day": "2026-05-19", "from": "明峰宾馆", "to": "县博物馆",
                  "vehicles": [{"vehicle": "1号车"}], **ride}  # fmt: skip
        content = {"guests": ["张伟"], "vehicles": ["1号车"], "rides": [fields]}
        text = HEADER + yaml.safe_dump(content, allow_unicode=True)
        folder = write(tmp_path / "visits" / "case", {"visit.yml": text})
        visit, findings = load_visit(folder, standing, tmp_path)
        assert visit is not None
        return visit, findings

    return load


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("20", 20),
        ("20分钟", 20),
        ("每20分钟一班", 20),
        ("每隔 20 分钟发一班", 20),
        ("每半小时一趟", 30),
        ("15分钟/班", 15),
        ("1小时一班", 60),
    ],
)
def test_an_interval(load: Load, written: str, minutes: int) -> None:
    visit, findings = load(time="7:30-9:00", every=written)

    (ride,) = visit.rides
    assert (findings, ride.every, ride.is_shuttle) == ((), minutes, True)
    assert [str(name) for name in ride.vehicles[0].people.named] == ["全体来宾"]


@pytest.mark.parametrize("time", ["7:30-9:00，每20分钟一班", "7:30-9:00（每20分钟一班）"])
def test_an_interval_behind_the_time_is_read_with_a_notice(load: Load, time: str) -> None:
    visit, findings = load(time=time)

    (ride,) = visit.rides
    assert (str(ride.time), ride.every) == ("07:30–09:00", 20)
    assert [finding.code for finding in findings] == ["value.read_as"]


@pytest.mark.parametrize(
    ("time", "every", "code"),
    [
        ("7:30", "20", "ride.shuttle_until"),
        ("7:30-9:00", "滚动发车", "value.minutes"),
        ("7:30-9:00", "0", "value.out_of_range"),
    ],
)
def test_what_is_no_shuttle_is_refused(load: Load, time: str, every: str, code: str) -> None:
    visit, findings = load(time=time, every=every)

    assert visit.rides == ()
    assert [finding.code for finding in findings] == [code]


def test_a_ride_that_goes_once_names_its_people(load: Load) -> None:
    _, findings = load(time="7:30-9:00")

    assert [finding.code for finding in findings] == ["value.missing"]
