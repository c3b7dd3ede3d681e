"""Every change of a page has its reason on record: offices read it when they update."""

from __future__ import annotations

import re

import pytest

from generator.init import history
from generator.init.history import (
    NEXT,
    PageChange,
    changes_of,
    is_released,
    last_released_pages,
    page_changes,
    page_digest,
)
from tests.support.project import PROJECT

PAGES = {
    path.relative_to(PROJECT).as_posix(): path.read_bytes()
    for folder in ("docs", "profiles")
    for path in (PROJECT / folder).rglob("*.md")
}


def changed_pages() -> set[str]:
    """The pages that differ from the last release, by their path in an office's project."""
    released = last_released_pages()
    return {
        re.sub(r"^profiles/\w+/", "docs/", path)
        for path, text in PAGES.items()
        if released.get(path) != page_digest(text)
    }


def test_every_page_that_differs_from_the_last_release_has_its_reason() -> None:
    next_changes = [change for change in page_changes() if change.version == NEXT]

    unexplained = {
        path
        for path in changed_pages()
        if not any(change.concerns(path) for change in next_changes)
    }

    assert unexplained == set(), "add a line to generator/init/page_changes.yml"


def test_every_line_of_the_next_version_is_about_pages_that_differ() -> None:
    changed = {*changed_pages(), "mkdocs.yml"}
    patterns = [
        PageChange(NEXT, (pattern,), change.what, change.why)
        for change in page_changes()
        if change.version == NEXT
        for pattern in change.pages
    ]

    assert [c.pages for c in patterns if not any(map(c.concerns, changed))] == []


@pytest.mark.parametrize(
    ("since", "expected"),
    [("0.2.0", ["后来", "更早"]), ("0.9.0", ["后来", "更早"]), ("0.10.0", ["后来"]), ("", 3)],
    ids=["older", "compared as numbers", "the last", "an unknown one"],
)
def test_an_office_reads_what_changed_since_its_version(
    monkeypatch: pytest.MonkeyPatch, since: str, expected: list[str] | int
) -> None:
    changes = (
        PageChange(NEXT, ("rules/*.md",), "后来", ""),
        PageChange(NEXT, ("roles/*.md",), "别的页", ""),
        PageChange("0.10.0", ("rules/care.md",), "更早", ""),
        PageChange("0.2.0", ("rules/care.md",), "最早", ""),
    )
    monkeypatch.setattr(history, "page_changes", lambda: changes)

    found = [change.what for change in changes_of("docs/rules/care.md", since)]

    assert found == expected or len(found) == expected


def test_a_released_page_is_recognised_however_it_was_saved() -> None:
    former = (PROJECT / "tests/v0_1_0/project/docs/rules/care.md").read_text("utf-8")

    saved = former.replace("\n", "\r\n").encode("gb18030")

    assert is_released("docs/rules/care.md", saved)
    assert not is_released("docs/rules/care.md", saved + "\r\n一人一间。".encode("gb18030"))
    assert not is_released("docs/rules/plan.md", saved)
