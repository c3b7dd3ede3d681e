"""Sample visits: the same seed gives the same bytes, any size loads and passes the checks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.check import apply_waivers, check_visit
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.sample import write_sample


def sample(
    folder: Path, standing: Standing, guests: int, seed: int = 1, *, places: bool = True
) -> Visit:
    """A sample visit, which loads without a finding."""
    write_sample(folder / "visits" / "sample", guests, seed, places=places)
    visit, findings = load_visit(folder / "visits" / "sample", standing, folder)
    assert findings == ()
    assert visit is not None
    return visit


@pytest.mark.parametrize("guests", [1, 6, 38, 400])
def test_a_visit_of_any_size_loads_and_passes_the_checks(
    tmp_path: Path, standing: Standing, guests: int
) -> None:
    visit = sample(tmp_path, standing, guests)

    assert len(visit.guests) == guests
    result = apply_waivers(visit, check_visit(visit).findings)
    assert (result.open, result.stale) == ((), ())


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_sample(tmp_path / name, 120, 7)
    write_sample(tmp_path / "other", 120, 8)

    def content(name: str) -> list[bytes]:
        return [(tmp_path / name / file).read_bytes() for file in ("visit.yml", "book.xlsx")]

    assert content("first") == content("second")
    assert content("first") != content("other")


def test_the_structure_is_realistic(tmp_path: Path, standing: Standing) -> None:
    visit = sample(tmp_path, standing, 400)

    sizes = Counter(guest.party.name for guest in visit.guests if guest.party)
    assert all(15 <= size <= 40 for size in sizes.values())
    for stay in visit.stays:
        people = [guest for guest in visit.guests if guest in stay.people.people]
        assert len(people) <= 2
        assert len({guest.sex for guest in people}) == 1
    assert all(len(table.seats) <= 10 for meal in visit.meals for table in meal.tables)
    assert all(
        len(boarding.people.people) <= 45 for ride in visit.rides for boarding in ride.vehicles
    )
    names = "".join(guest.name for guest in visit.guests)
    assert all(mark in names for mark in "·𬭎㛃䶮")
    assert any(guest.phone is None for guest in visit.guests)
    assert {"清真", "素食"} <= {diet for guest in visit.guests for diet in guest.diet}
    assert len({guest.arrival for guest in visit.guests}) >= 3
    assert Counter(guest.name for guest in visit.guests).most_common(1)[0][1] == 2


def test_in_an_open_visit_nobody_has_a_place_and_some_have_wishes(
    tmp_path: Path, standing: Standing
) -> None:
    visit = sample(tmp_path, standing, 38, places=False)

    assert visit.stays == ()
    assert [table for meal in visit.meals for table in meal.tables] == []
    assert {ride.vehicles for ride in visit.rides} == {()}
    wishes = [
        getattr(guest, wish)
        for guest in visit.guests
        for wish in ("share_with", "not_with", "table_with")
    ]
    assert sum(map(bool, wishes)) == 2 * 3 * len(visit.parties)
