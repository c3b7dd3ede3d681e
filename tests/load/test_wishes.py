"""Wishes of the roster: whom the names mean, and what is reported of those that mean nobody."""

from __future__ import annotations

from pathlib import Path

from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.model.wishes import Wish, WishKind, pairs_of
from tests.support.visit_files import HEADER, shown, write

GUESTS = """\
guests:
  - {name: 张伟, unit: 甲局, party: 一组, share_with: 李娜和王芳, table_with: 一组}
  - {name: 李娜, party: 一组, not_with: 张伟@乙局, ride_with: "Smith, John"}
  - {name: 王芳, party: 一组, single_room: 是, share_with: 无}
  - {name: 张伟, unit: 乙局, not_ride_with: [一组, 张伟@乙局]}
  - {name: "Smith, John"}
"""


def loaded(folder: Path, standing: Standing, guests: str) -> tuple[Visit, list[str]]:
    write(folder / "visits/case", {"visit.yml": HEADER + guests})
    visit, findings = load_visit(folder / "visits/case", standing, folder)
    assert visit is not None
    return visit, shown(findings)


def test_a_wish_names_people_in_every_way_and_a_party_without_the_guest(
    tmp_path: Path, standing: Standing
) -> None:
    visit, findings = loaded(tmp_path, standing, GUESTS)

    assert findings == []
    assert [(w.guest.id, w.kind, [p.id for p in w.people]) for w in visit.wishes] == [
        ("张伟@甲局", "share_with", ["李娜", "王芳"]),
        ("张伟@甲局", "table_with", ["李娜", "王芳"]),
        ("李娜", "not_with", ["张伟@乙局"]),
        ("李娜", "ride_with", ["Smith, John"]),
        ("张伟@乙局", "not_ride_with", ["张伟@甲局", "李娜", "王芳"]),
    ]
    assert [guest.single_room for guest in visit.guests] == [False, False, True, False, False]


def test_a_pair_is_one_whoever_of_the_two_wrote_it(tmp_path: Path, standing: Standing) -> None:
    both = "guests: [{name: 甲, share_with: 乙}, {name: 乙, share_with: 甲, not_with: 丙}, 丙]\n"

    visit, _ = loaded(tmp_path, standing, both)

    assert pairs_of(visit.wishes, WishKind.SHARE_WITH) == {frozenset({"甲", "乙"})}
    assert pairs_of(visit.wishes, WishKind.NOT_WITH) == {frozenset({"乙", "丙"})}


def test_a_name_that_means_nobody_is_reported_and_the_others_count(
    tmp_path: Path, standing: Standing
) -> None:
    guests = "guests:\n  - {name: 甲, share_with: 乙、丁}\n  - 乙\n  - {name: 丙, not_with: 张伟}\n"
    namesakes = "  - {name: 张伟, unit: 甲局}\n  - {name: 张伟, unit: 乙局}\n"

    visit, findings = loaded(tmp_path, standing, guests + namesakes)

    assert findings == ["visit.yml:6:27 name.unknown_participant", "visit.yml:8:25 name.ambiguous"]
    assert visit.wishes == (Wish(WishKind.SHARE_WITH, visit.guests[0], (visit.guests[1],)),)


def test_the_findings_on_wishes_are_for_the_office(tmp_path: Path, standing: Standing) -> None:
    folder = tmp_path / "visits/case"
    write(folder, {"visit.yml": HEADER + "guests: [{name: 甲, not_with: 乙}]\n"})

    _, findings = load_visit(folder, standing, tmp_path)

    assert [(finding.severity, finding.office) for finding in findings] == [("warning", True)]
