"""A small visit as it is on a web host, and the words that only its people may know."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.clerk import Clerk
from tests.support.project import without_paper
from tests.support.web.browsers import Site

SLUG = "case"
VISIT = """\
title: 市生态旅游考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-20
retention_days: 36500
languages: [zh, en]
decoys: 10
work_secret: no
publish: {approved_by: 周敏, on: 2026-05-14, target: internet}
team:
  staff: [{name: 周敏, phone: 13900000001, unit: 县中心, note: 只在周末值班}, 李娜]
parties: [{name: 第一组, liaison: 周敏}]
venues: [{id: hotel, name: 明峰宾馆, kind: hotel, rooms: [{numbers: 8301-8305, type: 标准间}]}]
guests:
  - {id: g1, name: 欧阳·朝晖, party: 第一组, unit: 市文旅局, phone: 13900000011, diet: 清真,
     note: 与李娜相识}
  - {id: g2, name: 梁正远, phone: 13900000012}
schedule:
  - {day: 2026-05-18, time: 9:00-11:00, title: 座谈会, staff_note: 话筒六支, receiver: 李娜}
stays:
  - {venue: 明峰宾馆, room: 8302, check_in: 2026-05-18, check_out: 2026-05-20, people: 欧阳·朝晖}
notices: [早晚温差大]
"""
PRIVATE = (
    *("欧阳", "朝晖", "梁正远", "周敏", "李娜", "市文旅局", "第一组", "8302", "明峰", "座谈会"),
    *("13900000001", "13900000011", "13900000012", "清真", "相识", "话筒", "值班", "温差"),
)
"""Words that only people with a card may know."""


@dataclass(frozen=True)
class PublishedVisit:
    """The built visit, its office, where it is served, and the address of each card by name."""

    clerk: Clerk
    site: Site
    addresses: dict[str, str]

    @property
    def microsite(self) -> Path:
        return self.site.root / "site/guests" / SLUG

    @property
    def keys(self) -> list[str]:
        return [address.partition("#k=")[2] for address in self.addresses.values()]

    @property
    def tokens(self) -> list[str]:
        cards = (address.partition("/g/")[2] for address in self.addresses.values())
        return [card.partition(".")[0] for card in cards]


@dataclass
class RequestLog:
    """A server's address, and every request that it received."""

    address: str = ""
    requests: list[str] = field(default_factory=list)


def built(root: Path, serve: Callable[[Path], str], visit: str) -> PublishedVisit:
    """Build and serve a visit."""
    clerk = Clerk(root / "项目")
    (clerk.folder / "visit.yml").write_text(visit, "utf-8")
    with without_paper():
        result = clerk.runs("build")
    assert result.exit_code == 0, result.output
    site = Site(clerk.root, serve(clerk.root / "site"))
    return PublishedVisit(clerk, site, addresses_of(clerk, site))


def addresses_of(clerk: Clerk, site: Site) -> dict[str, str]:
    """Return the address of each card of the last build, by name."""
    text = (clerk.root / "output" / SLUG / "links.csv").read_text("utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    return {row["name"]: site.card(row["url"]) for row in rows}
