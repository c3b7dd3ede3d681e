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
from generator.text import Text
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


def test_every_reason_is_in_both_languages() -> None:
    for change in page_changes():
        for text in (change.what, change.why):
            assert [code for code, _ in text.others] == ["en", "zh"], text


@pytest.mark.parametrize(
    ("since", "expected"),
    [("0.2.0", ["后来", "更早"]), ("0.9.0", ["后来", "更早"]), ("0.10.0", ["后来"]), ("", 3)],
    ids=["older", "compared as numbers", "the last", "an unknown one"],
)
def test_an_office_reads_what_changed_since_its_version(
    monkeypatch: pytest.MonkeyPatch, since: str, expected: list[str] | int
) -> None:
    changes = (
        PageChange(NEXT, ("rules/*.md",), Text("后来"), Text("")),
        PageChange(NEXT, ("roles/*.md",), Text("别的页"), Text("")),
        PageChange("0.10.0", ("rules/care.md",), Text("更早"), Text("")),
        PageChange("0.2.0", ("rules/care.md",), Text("最早"), Text("")),
    )
    monkeypatch.setattr(history, "page_changes", lambda: changes)

    found = [str(change.what) for change in changes_of("docs/rules/care.md", since)]

    assert found == expected or len(found) == expected


def test_a_released_page_is_recognised_however_it_was_saved() -> None:
    former = (PROJECT / "tests/v0_1_0/project/docs/rules/care.md").read_text("utf-8")

    saved = former.replace("\n", "\r\n").encode("gb18030")

    assert is_released("docs/rules/care.md", saved)
    assert not is_released("docs/rules/care.md", saved + "\r\n一人一间。".encode("gb18030"))
    assert not is_released("docs/rules/plan.md", saved)
