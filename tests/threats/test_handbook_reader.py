"""Somebody who has the handbook only, and somebody who has the microsite only."""

from __future__ import annotations

from pathlib import Path

from tests.support.web.published_visit import SLUG, PublishedVisit

FOR_STAFF = ("欧阳·朝晖", "13900000011", "清真", "8302", "话筒六支")
FOR_THE_OFFICE = ("与李娜相识", "只在周末值班")


def said_in(folder: Path) -> str:
    """All that the files of a folder say."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def test_the_handbook_says_what_staff_need_and_not_what_is_the_office_s(
    published: PublishedVisit,
) -> None:
    said = said_in(published.site.root / "site/handbook")

    assert [each for each in FOR_STAFF if each not in said] == []
    assert [each for each in FOR_THE_OFFICE if each in said] == []


def test_what_goes_to_the_guests_host_is_cards_a_first_page_and_a_worker(
    published: PublishedVisit,
) -> None:
    guests = published.site.root / "site/guests"
    files = {path.relative_to(guests).as_posix() for path in guests.rglob("*") if path.is_file()}

    cards = {name for name in files if name.startswith(f"{SLUG}/g/")}
    assert files - cards == {f"{SLUG}/{name}" for name in ("index.html", "404.html", "sw.js")}
    assert {f"{SLUG}/g/{token}.html" for token in published.tokens} < cards
    assert "handbook" not in said_in(guests)
