"""Somebody who can read the handbook only, and somebody who can read the microsite only."""

from __future__ import annotations

from pathlib import Path

from tests.support.web.published_visit import SLUG, PublishedVisit

FOR_STAFF = ("欧阳·朝晖", "13900000011", "清真", "8302", "话筒六支")
FOR_THE_OFFICE = ("与李娜相识", "只在周末值班")


def text_of(folder: Path) -> str:
    """The contents of all files of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def test_the_handbook_has_what_staff_need_and_not_what_is_for_the_office(
    published: PublishedVisit,
) -> None:
    text = text_of(published.site.root / "site/handbook")

    assert [value for value in FOR_STAFF if value not in text] == []
    assert [value for value in FOR_THE_OFFICE if value in text] == []


def test_the_guests_host_has_only_cards_a_landing_page_and_a_service_worker(
    published: PublishedVisit,
) -> None:
    guests = published.site.root / "site/guests"
    files = {path.relative_to(guests).as_posix() for path in guests.rglob("*") if path.is_file()}

    cards = {name for name in files if name.startswith(f"{SLUG}/g/")}
    assert files - cards == {f"{SLUG}/{name}" for name in ("index.html", "404.html", "sw.js")}
    assert {f"{SLUG}/g/{token}.html" for token in published.tokens} < cards
    assert "handbook" not in text_of(guests)
