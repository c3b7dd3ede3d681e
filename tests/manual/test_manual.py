"""The user manual is true: each step can be done at the desk, and shows what its page says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Browser

from generator.init.project import WRITTEN
from generator.init.update_state import UpdateState, save_state
from tests.manual.office import SLUG, Office, project_at
from tests.manual.pictures import SCREENSHOTS
from tests.manual.reader import at_the_desk, parsed
from tests.manual.steps import (
    ORDER,
    PAGES,
    Click,
    Fill,
    Form,
    Heading,
    Picture,
    dated,
    steps_of,
)
from tests.support.documents.replies import filled_form
from tests.support.project import PROJECT

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
    (inbox / name).write_bytes(filled_form(form, "邻县林业局", rows, office.dated(saved)))


def replies_received(office: Office) -> None:
    people = [["林木", "男", "科长", "G1234"], ["谷雨", "女", "科员", "G1234"]]
    _reply(office, "附件2 回执.xlsx", people, "〔下个月1日〕T09:00:00Z")


def replies_again(office: Office) -> None:
    people = [["林木", "男", "科长", "G1236"], ["郑知行", "男", "科员", "G1236"]]
    _reply(office, "附件2 回执（改）.xlsx", people, "〔下个月2日〕T09:00:00Z")


PROBLEMS: dict[str, Callable[[Office], None]] = {
    "replies-received": replies_received,
    "replies-again": replies_again,
    "open-in-excel": open_in_excel,
    "damaged": damaged,
    "copied-again": copied_again,
    "lost-secret": key_left_behind,
    "restored-secret": key_copied_back,
    "no-copy": key_lost_for_good,
    "new-version": new_version,
    "taken-over": taken_over,
}
"""What happens when the reader comes to a heading, by the heading's id."""


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.timeout(1200)
def test_every_step_of_the_manual_can_be_done_at_the_desk(
    tmp_path: Path, chromium: Browser
) -> None:
    with project_at(tmp_path / "接待手册", date.today()) as office:
        for page in ORDER:
            office.now = office.times.of(page)
            with at_the_desk(office, chromium) as reader:
                for step in steps_of(page):
                    if isinstance(step, Heading):
                        PROBLEMS.get(step.id, lambda _: None)(office)
                    elif not isinstance(step, Picture):
                        reader.follow(step)
                reader.finish()


STEPS = [(page, step) for page in ORDER for step in steps_of(page)]
EVERY = (*ORDER, "install")
"""The pages; test_install.py follows that of the installation."""


def test_every_page_is_followed() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(EVERY)
    assert set(PROBLEMS) <= {step.id for _, step in STEPS if isinstance(step, Heading)}


@pytest.mark.parametrize("page", EVERY)
def test_commands_of_a_page_are_commands(page: str) -> None:
    text = dated((PAGES / f"{page}.md").read_text("utf-8"), date(2026, 1, 31))

    for line in re.findall(r"`(handbook [^`\n-][^`\n]*)`", text):
        parsed(line)


@pytest.mark.parametrize("page", EVERY)
def test_no_page_names_a_date_that_passes(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text("utf-8")

    assert re.findall(r"20\d\d-\d\d(?:-\d\d)?|20\d\d ?年|(?<!个)\d{1,2} ?月 ?\d", text) == []


def test_labels_that_a_page_names_are_in_the_catalog_or_typed_before() -> None:
    known = set(texts(vocabulary_texts()))
    named = []
    for page, step in STEPS:
        if isinstance(step, Fill):
            known |= {value for row in step.rows for value in row.values()}
        elif isinstance(step, Form):
            known |= {value for _, value in step.fields}
            named += [(page, label) for label, _ in step.fields]
        elif isinstance(step, Click) and not re.search(r"\.\w+$", step.label):
            named += [(page, step.label)]

    assert [each for each in named if not any(text.startswith(each[1]) for text in known)] == []


def vocabulary_texts() -> Mapping[str, object]:
    path = PROJECT / "generator" / "vocabulary" / "zh.yml"
    catalog: Mapping[str, object] = yaml.safe_load(path.read_text("utf-8"))
    return catalog


def texts(value: object) -> Iterator[str]:
    """Yield all texts in a catalog."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from texts(part)
        case list():
            for part in value:
                yield from texts(part)


def test_each_picture_is_taken_by_the_tests_and_is_small() -> None:
    shown = [step.name for _, step in STEPS if isinstance(step, Picture)]
    files = {path.stem: path for path in (PROJECT / PICTURES).glob("*.png")}

    assert sorted(shown) == sorted(SCREENSHOTS)
    assert set(files) == set(SCREENSHOTS)
    assert [path.name for path in files.values() if path.stat().st_size > LARGEST] == []
    assert all(Image.open(path).width >= 320 for path in files.values())


def test_each_picture_has_an_alternative_text() -> None:
    assert [step.alt for _, step in STEPS if isinstance(step, Picture) and len(step.alt) < 12] == []
