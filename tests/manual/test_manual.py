"""The user manual is true: each command ends and prints as a page shows."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from PIL import Image

from generator.cli import main
from generator.init import create_project
from generator.init.project import WRITTEN
from generator.init.update_state import UpdateState, save_state
from tests.manual.office import ADDRESS, ANSWERS, CLOCKS, SLUG, Office, project_at
from tests.manual.pictures import SCREENSHOTS
from tests.manual.steps import (
    ALONE,
    ORDER,
    PAGES,
    Change,
    Command,
    Edit,
    Fill,
    Heading,
    Picture,
    Step,
    steps_of,
)
from tests.support.documents.replies import filled_form

LARGEST = 150_000
PICTURES = Path("docs/assets/pictures/manual")


def damaged(office: Office) -> None:
    """Truncate the workbook, as a network drive might, and keep a copy next to the project."""
    book = office.folder / "book.xlsx"
    shutil.copy(book, office.root.parent / "sound.xlsx")
    book.write_bytes(book.read_bytes()[:4000])


def copied_again(office: Office) -> None:
    shutil.copy(office.root.parent / "sound.xlsx", office.folder / "book.xlsx")


def open_in_excel(office: Office) -> None:
    (office.folder / "~$book.xlsx").write_bytes(b"\x04Li Na" + bytes(160))


def key_left_behind(office: Office) -> None:
    (office.root / ".secrets").rename(office.root.parent / "usb")


def key_copied_back(office: Office) -> None:
    (office.root / ".secrets").mkdir(exist_ok=True)
    shutil.copy(office.root.parent / "usb" / f"{SLUG}.key", office.root / ".secrets")


def key_lost_for_good(office: Office) -> None:
    (office.root / ".secrets" / f"{SLUG}.key").unlink()


def new_version(office: Office) -> None:
    """A version that changes a limit has been installed; the office has a figure of its own."""
    limit = "most_minutes_to_wait:\n    value: {}\n"
    for folder, minutes in ((office.root / WRITTEN, 45), (office.root, 30)):
        page = folder / "docs/rules/care.md"
        text = page.read_text("utf-8")
        assert limit.format(60) in text
        page.write_text(text.replace(limit.format(60), limit.format(minutes)), "utf-8")
    save_state(office.root, UpdateState("0.0.9"))


def taken_over(office: Office) -> None:
    (office.root / "docs/rules/care.md.new").unlink()


def _reply(office: Office, name: str, people: list[list[str]], saved: str) -> None:
    form = (office.root / f"output/{SLUG}/reply-form.xlsx").read_bytes()
    rows = [["姓名", "性别", "职务", "抵达车次/航班"], *people]
    inbox = office.root.parent / "收到的回执"
    inbox.mkdir(exist_ok=True)
    (inbox / name).write_bytes(filled_form(form, "邻县林业局", rows, saved))


def replies_received(office: Office) -> None:
    people = [["林木", "男", "科长", "G1234"], ["谷雨", "女", "科员", "G1234"]]
    _reply(office, "附件2 回执.xlsx", people, "2026-07-03T09:00:00Z")


def replies_again(office: Office) -> None:
    people = [["林木", "男", "科长", "G1236"], ["郑知行", "男", "科员", "G1236"]]
    _reply(office, "附件2 回执（改）.xlsx", people, "2026-07-04T09:00:00Z")


PROBLEMS: dict[str, Callable[[Office], None]] = {
    "replies-received": replies_received,
    "replies-again": replies_again,
    "open-in-excel": open_in_excel,
    "damaged": damaged,
    "lost-card": copied_again,
    "lost-secret": key_left_behind,
    "restored-secret": key_copied_back,
    "no-copy": key_lost_for_good,
    "new-version": new_version,
    "taken-over": taken_over,
}
"""What happens when the reader comes to a heading, by the heading's id."""


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_every_command_of_the_manual_prints_what_its_page_shows(tmp_path: Path) -> None:
    with project_at(tmp_path / "接待手册") as office:
        for page in ORDER:
            office.now = CLOCKS[page]
            for step in steps_of(page):
                follow(office, step, page)


@pytest.mark.parametrize("page", ALONE)
def test_every_command_of_a_page_with_its_own_visit_prints_what_it_shows(
    tmp_path: Path, page: str
) -> None:
    root = tmp_path / "接待手册"
    create_project(root, ANSWERS)
    office = Office(root, ADDRESS, CLOCKS[page])

    for step in steps_of(page):
        follow(office, step, page)


def follow(office: Office, step: Step, page: str) -> None:
    """Follow a step; a command must end and print as the page shows."""
    match step:
        case Heading(id):
            PROBLEMS.get(id, lambda _: None)(office)
        case Fill() | Change() | Edit():
            office.edit_files(step)
        case Command():
            code, printed = office.run(step)
            message = f"{page}: {step.line}\n{printed}"
            assert code == step.code, message
            assert list(missing(step.printed, printed)) == [], message


def missing(quoted: tuple[str, ...], printed: str) -> Iterator[str]:
    """Yield quoted lines that were not printed in this order; …… stands for omitted text."""
    lines = iter(printed.splitlines())
    for line in quoted:
        pattern = ".*".join(re.escape(part) for part in line.split("……"))
        if not any(re.fullmatch(pattern, output) for output in lines):
            yield line


EVERY = (*ORDER, *ALONE)
STEPS = [(page, step) for page in EVERY for step in steps_of(page)]


def test_every_page_is_followed() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*EVERY, "install"}  # test_install.py
    assert set(PROBLEMS) <= {step.id for _, step in STEPS if isinstance(step, Heading)}


@pytest.mark.parametrize("page", [*EVERY, "install"])
def test_commands_named_in_a_sentence_are_commands(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text("utf-8")
    named = re.findall(r"`(handbook [^`\n]+)`", text)

    for line in named:
        name, *arguments = shlex.split(line)[1:]
        if not name.startswith("-"):
            command = main.commands[name]
            command.make_context(
                name, arguments, parent=click.Context(main), resilient_parsing=True
            )


def test_each_picture_is_taken_by_the_tests_and_is_small() -> None:
    shown = [step.name for _, step in STEPS if isinstance(step, Picture)]
    files = {path.stem: path for path in (PAGES.parents[1] / PICTURES).glob("*.png")}

    assert sorted(shown) == sorted(SCREENSHOTS)
    assert set(files) == set(SCREENSHOTS)
    assert [path.name for path in files.values() if path.stat().st_size > LARGEST] == []
    assert all(Image.open(path).width >= 320 for path in files.values())


def test_each_picture_has_an_alternative_text() -> None:
    texts = [step.alt for _, step in STEPS if isinstance(step, Picture)]

    assert [text for text in texts if len(text) < 12] == []
