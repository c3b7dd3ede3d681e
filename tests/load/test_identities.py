"""An address that has gone out stays with whoever it was given to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.identities import Identity, KnownPerson, ListedPerson, identities

ZHANG = KnownPerson("张伟", "张伟", "甲局", "13900000001")


def listed(*people: tuple[Any, ...]) -> list[ListedPerson]:
    return [ListedPerson(*person) for person in people]


def ids(people: list[ListedPerson], *known: KnownPerson) -> list[str]:
    return [identity.id for identity in identities(people, known)]


def test_an_unpublished_person_has_the_name_or_name_and_unit_as_id() -> None:
    people = listed(("张伟", "甲局"), ("张伟", "乙局"), ("刘洋", "乙局"), ("马晓",))

    assert ids(people) == ["张伟@甲局", "张伟@乙局", "刘洋", "马晓"]


def test_a_second_person_of_a_name_does_not_move_the_first_s_card() -> None:
    people = listed(("张伟", "甲局", "13900000001"), ("张伟", "乙局", "13900000003"))

    assert ids(people, ZHANG) == ["张伟", "张伟@乙局"]


def test_the_remaining_one_of_two_namesakes_keeps_the_card() -> None:
    known = [KnownPerson("张伟@甲局", "张伟", "甲局"), KnownPerson("张伟@乙局", "张伟", "乙局")]

    assert ids(listed(("张伟", "乙局")), *known) == ["张伟@乙局"]


@pytest.mark.parametrize(
    "person",
    [
        ("张伟", "甲局机关", "13900000001"),
        ("张伟", "乙局", "13900000001"),
        ("张伟", None, None),
        ("张 伟", "甲 局", "13900000002"),
        ("张伟", "甲局", "13900000009"),
    ],
)
def test_a_changed_unit_space_or_telephone_keeps_the_card(person: tuple[Any, ...]) -> None:
    assert ids(listed(person), ZHANG) == ["张伟"]


@pytest.mark.parametrize("name", ["张玮", "章伟", "张伟明"])
def test_a_corrected_name_keeps_the_card_and_is_reported(name: str) -> None:
    people = listed((name, "甲局", "13900000001"))

    assert identities(people, [ZHANG]) == (Identity("张伟", corrected="张伟"),)


def test_a_person_who_replaces_a_guest_gets_a_new_card() -> None:
    people = listed(("李明", "甲局", "13900000001"), ("韩梅", "甲局", "13900000002"))

    assert ids(people, ZHANG) == ["李明", "韩梅"]


def test_a_new_person_of_the_same_name_gets_a_new_card() -> None:
    people = listed(("张伟", "丁局", "13900000008"))

    assert identities(people, [ZHANG]) == (Identity("张伟@丁局", resembles=ZHANG),)


def test_the_id_of_a_former_guest_is_never_given_away() -> None:
    left = KnownPerson("张伟@丁局", "张伟", "丁局", "13900000007", current=False)

    assert ids(listed(("张伟", "丁局", "13900000008")), ZHANG) == ["张伟@丁局"]
    known = [ZHANG, left]
    people = listed(("张伟", "甲局", "13900000001"), ("张伟", "丁局", "13900000007"))
    assert ids(people, *known) == ["张伟", "张伟@丁局"]


def test_a_guest_who_returns_has_the_former_card() -> None:
    left = KnownPerson("张伟", "张伟", "甲局", "13900000001", current=False)

    assert ids(listed(("张伟", "甲局", "13900000001")), left) == ["张伟"]


def test_a_name_that_may_be_a_correction_is_reported() -> None:
    known = KnownPerson("张维", "张维", "甲局")

    assert identities(listed(("张伟", "甲局")), [known]) == (Identity("张伟", resembles=known),)


def test_two_people_with_one_telephone_stay_two() -> None:
    """A unit often gives its own number for all of its people."""
    known = [
        KnownPerson("张维", "张维", "甲局", "13900000001"),
        KnownPerson("张强", "张强", "甲局", "13900000001"),
    ]
    people = listed(("张伟", "甲局", "13900000001"), ("张墙", "甲局", "13900000001"))

    assert ids(people, *known) == ["张伟", "张墙"]


def test_an_id_in_the_list_is_never_changed() -> None:
    people = listed(("张伟", "甲局", "13900000001", False, "g1"), ("张伟", "乙局"))

    assert identities(people, [ZHANG]) == (Identity("g1", resembles=ZHANG), Identity("张伟@乙局"))


def test_an_id_that_was_published_may_be_written() -> None:
    people = listed(("张伟", "甲局", "13900000001", False, "张伟"), ("张伟", "乙局"))

    assert identities(people, [ZHANG]) == (Identity("张伟"), Identity("张伟@乙局"))


def test_the_telephone_decides_between_two_namesakes() -> None:
    known = KnownPerson("张伟", "张伟", None, "13900000001")
    people = listed(("张伟", "乙局", "13900000003"), ("张伟", "甲局", "13900000001"))

    assert ids(people, known) == ["张伟@乙局", "张伟"]


def test_undecided_namesakes_are_both_reported() -> None:
    known = KnownPerson("张伟", "张伟", None)
    people = listed(("张伟", "乙局"), ("张伟", "甲局"))

    assert identities(people, [known]) == (
        Identity("张伟@乙局", resembles=known),
        Identity("张伟@甲局", resembles=known),
    )


def test_a_namesake_of_a_former_guest_gets_a_new_card() -> None:
    left = KnownPerson("张伟", "张伟", "甲局", current=False)

    assert ids(listed(("张伟", "乙局")), left) == ["张伟@乙局"]


@pytest.mark.parametrize(
    ("former", "new"), [("John Smith", "Maria Lopez"), ("欧阳修", "王修"), ("张伟", "李伟明")]
)
def test_one_telephone_does_not_make_one_person_of_two(former: str, new: str) -> None:
    known = KnownPerson(former, former, "甲局", "13900000001")

    assert ids(listed((new, "甲局", "13900000001")), known) == [new]


def test_the_number_of_an_office_identifies_nobody() -> None:
    known = [
        KnownPerson("李明", "李明", "甲局", "07175550123"),
        KnownPerson("王强", "王强", "甲局", "07175550123"),
    ]
    people = listed(("李明", "甲局", "07175550123"), ("王芳", "甲局", "07175550123"))

    assert identities(people, known) == (Identity("李明"), Identity("王芳", resembles=known[1]))


def test_a_guest_is_not_a_member_of_staff_of_the_same_name() -> None:
    staff = KnownPerson("张伟", "张伟", "甲局", staff=True)

    assert ids(listed(("张伟", "甲局")), staff) == ["张伟@甲局"]


PEOPLE = st.lists(
    st.builds(
        ListedPerson,
        st.sampled_from(["张伟", "张维", "刘洋"]),
        st.sampled_from([None, "甲局", "乙局"]),
        st.sampled_from([None, "13900000001", "13900000002"]),
    ),
    max_size=5,
    unique=True,
)


@given(PEOPLE, PEOPLE)
def test_whatever_was_published_an_unchanged_list_keeps_its_ids(
    before: list[ListedPerson], after: list[ListedPerson]
) -> None:
    unique = list({(p.name, p.unit): p for p in before}.values())
    first = ids(unique)
    known = [
        KnownPerson(made, p.name, p.unit, p.phone) for made, p in zip(first, unique, strict=True)
    ]
    known = list({person.id: person for person in known}.values())

    if len(known) == len(unique):
        assert ids(unique, *known) == first
    given_out = ids(after, *known)
    published = [made for made in given_out if made in {person.id for person in known}]
    assert len(set(published)) == len(published)
