"""A published card keeps its address, whatever happens to names, units and other people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.clerk import Clerk

VISIT = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-19
team: {{staff: [{{name: 周敏, phone: 13900000009}}]}}
work_secret: no
publish: {{approved_by: 周敏, on: 2026-05-14, target: internet}}
guests:
{guests}
"""
ZHANG = '{name: 张伟, unit: 甲局, phone: "13900000001"}'


class Office:
    """A clerk who publishes a list of guests and then changes it."""

    def __init__(self, clerk: Clerk, web: Path) -> None:
        self.clerk, self.web = clerk, web

    def writes(self, *guests: str) -> None:
        text = VISIT.format(guests="\n".join(f"  - {guest}" for guest in guests))
        (self.clerk.folder / "visit.yml").write_text(text, "utf-8")

    def publishes(self, *guests: str) -> None:
        self.writes(*guests)
        assert self.clerk.runs("publish", "case", "--to", str(self.web)).exit_code == 0

    def addresses(self) -> dict[str, str]:
        links = json.loads(self.clerk.runs("links", "case", "--format", "json").stdout)
        return {link["name"]: link["url"] for link in links if link["name"] != "周敏"}

    def urls(self) -> list[str]:
        return list(self.addresses().values())


@pytest.fixture
def office(clerk: Clerk, tmp_path: Path) -> Office:
    office = Office(clerk, tmp_path / "web")
    office.publishes(ZHANG)
    return office


def test_a_second_person_of_the_name_does_not_change_the_first_card(office: Office) -> None:
    (address,) = office.urls()

    office.writes(ZHANG, '{name: 张伟, unit: 乙局, phone: "13900000003"}')

    first, second = json.loads(office.clerk.runs("links", "case", "--format", "json").stdout)[:2]
    assert (first["url"], second["id"]) == (address, "张伟@乙局")
    assert second["url"] != address


@pytest.mark.parametrize(
    "guest",
    [
        '{name: 张 伟, unit: 甲局, phone: "13900000001"}',
        '{name: 张伟, unit: 甲局办公室, phone: "13900000001"}',
        '{name: 张伟, unit: 甲局, phone: "139 0000 0007"}',
        '{name: 张玮, unit: 甲局, phone: "+86 139 0000 0001"}',
    ],
)
def test_a_corrected_list_keeps_the_card(office: Office, guest: str) -> None:
    before = office.urls()

    office.writes(guest)

    assert office.urls() == before


def test_a_corrected_name_is_reported(office: Office) -> None:
    office.writes('{name: 张玮, unit: 甲局, phone: "13900000001"}')

    report = json.loads(office.clerk.runs("check", "case", "--format", "json").stdout)

    (finding,) = (row for row in report if row["code"].startswith("person."))
    assert (finding["code"], finding["severity"], finding["line"]) == (
        "person.corrected",
        "warning",
        9,
    )
    assert "张伟" in finding["message"]


def test_a_substitute_gets_a_new_card(office: Office) -> None:
    before = office.urls()

    office.publishes('{name: 李明, unit: 甲局, phone: "13900000001"}')

    assert set(office.urls()).isdisjoint(before)
    former = before[0].rpartition("/")[2].partition("#")[0]
    page = office.web / "case/g" / former
    assert not page.exists() or "13900000001" not in page.read_text("utf-8")


def test_an_id_stays_after_the_second_person_of_the_name_left(office: Office) -> None:
    (address,) = office.urls()
    other = '{name: 张伟, unit: 乙局, phone: "13900000003"}'
    office.publishes(ZHANG, other)
    both = json.loads(office.clerk.runs("links", "case", "--format", "json").stdout)

    office.writes(other)
    assert office.urls() == [both[1]["url"]]

    office.publishes(other)
    office.writes(other, ZHANG)
    assert office.addresses()["张伟"] == address
