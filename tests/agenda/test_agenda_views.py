"""What follows from the fields of an agenda's records."""

from __future__ import annotations

import pytest

from generator.agenda.views import AgendaLocation, GuestInCare
from generator.text import Text


@pytest.mark.parametrize(
    ("party", "others", "parties"),
    [(None, (), ()), ("甲组", (), ("甲组",)), ("甲组", ("乙组",), ("甲组", "乙组"))],
)
def test_the_first_party_is_first(
    party: str | None, others: tuple[str, ...], parties: tuple[str, ...]
) -> None:
    assert GuestInCare("张伟", party=party, other_parties=others).parties == parties


@pytest.mark.parametrize(
    ("location", "name"),
    [
        (AgendaLocation(Text("宾馆"), undecided=Text("待定")), "宾馆 待定"),
        (AgendaLocation(Text("待定"), undecided=Text("待定")), "待定"),
    ],
)
def test_a_location_names_what_of_it_is_open_once(location: AgendaLocation, name: str) -> None:
    assert location.name_in("zh") == name
