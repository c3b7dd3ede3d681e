"""State secrets stay out: of a classified visit a stub is read, and all else is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.check import check_visit
from generator.findings import Finding, Severity
from generator.load import load_visit
from generator.model.enums import Privacy
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.visit_files import shown, write

STUB = """\
title: 一次任务
host: 接待办
start: 2026-05-18
end: 2026-05-20
privacy: 涉密
papers_kept_by: 办公室机要员
"""
Read = Callable[..., tuple[Visit | None, tuple[Finding, ...]]]


@pytest.fixture
def read(tmp_path: Path, standing: Standing) -> Read:
    def load(text: str, **files: str | bytes) -> tuple[Visit | None, tuple[Finding, ...]]:
        named = {name.replace("_", "."): content for name, content in files.items()}
        folder = write(tmp_path / "visits" / "case", {"visit.yml": text, **named})
        return load_visit(folder, standing, tmp_path)

    return load


def test_a_stub_is_read_and_nothing_is_checked(read: Read) -> None:
    visit, findings = read(STUB)

    assert findings == ()
    assert visit is not None
    assert (visit.privacy, visit.papers_kept_by) == (Privacy.CLASSIFIED, "办公室机要员")
    assert visit.is_classified
    assert check_visit(visit).findings == ()


def test_empty_keys_of_a_new_visit_are_no_content(read: Read) -> None:
    _, findings = read(
        STUB + "letter:\n  number:\n  date:\nseating: []\nteam: {lead: , staff: ''}\n"
    )

    assert findings == ()


def test_whatever_else_is_there_is_one_error_with_every_place(read: Read) -> None:
    visit, findings = read(
        STUB + "kind: 考察\nguests: [张伟]\nletter: {number: 某函1号}\n暗号: 某某\n",
        book_xlsx=b"PK\x03\x04 damaged",
        told_csv="",
    )

    (found,) = findings
    assert found.severity is Severity.ERROR
    assert (found.code, found.rule, found.anchor) == (
        "visit.state_secret",
        "confidentiality",
        "classified-words",
    )
    assert [str(place) for place in (found.place, *found.related)] == [
        "visits/case/visit.yml:7:1",
        "visits/case/visit.yml:8:1",
        "visits/case/visit.yml:9:1",
        "visits/case/visit.yml:10:1",
        "visits/case/book.xlsx",
        "visits/case/told.csv",
    ]
    message = str(found.message)
    for part in ("国家秘密不得录入本程序", "报告本单位保密工作机构", "改在涉密信息系统办理",
                 "git filter-repo", "备份", "output/", "site/", "published/",
                 "6 处内容（类别、来宾、公函）"):  # fmt: skip
        assert part in message
    assert "暗号" not in message
    assert visit is not None
    assert (visit.guests, visit.letter) == ((), None)


def test_no_finding_quotes_what_else_was_written(read: Read) -> None:
    """Of another visit, a damaged line is reported with its words."""
    _, findings = read(STUB + "guests: 张伟\nguests: 李强\nschedule: [{day: 某日, titel: 某会}]\n")

    assert [finding.code for finding in findings] == ["visit.state_secret"]
    assert not any(word in str(findings) for word in ("张伟", "李强", "某会", "某日"))


def test_a_stub_names_who_keeps_the_papers(read: Read) -> None:
    _, findings = read(STUB.replace("papers_kept_by: 办公室机要员\n", ""))

    assert [(finding.code, finding.severity) for finding in findings] == [
        ("visit.papers_kept_by", Severity.WARNING)
    ]


def test_a_stub_with_a_wrong_day_is_an_error_of_that_day(read: Read) -> None:
    visit, findings = read(STUB.replace("2026-05-20", "五月") + "guests: [张伟]\n")

    assert visit is None
    assert shown(findings) == ["visit.yml:4:6 value.date", "visit.yml:7:1 visit.state_secret"]


def test_the_files_stay_as_they_are(read: Read, tmp_path: Path) -> None:
    text = STUB + "guests: [张伟]\n"
    read(text, book_xlsx=b"x")

    folder = tmp_path / "visits/case"
    assert sorted(path.name for path in folder.iterdir()) == ["book.xlsx", "visit.yml"]
    assert (folder / "visit.yml").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("考察", None, None),
        ("会议", None, None),
        ("检查", None, True),
        ("外事", None, True),
        ("检查", "否", False),
        ("外事", "no", False),
        ("考察", "是", True),
        ("考察", "no", False),
    ],
)
@pytest.mark.parametrize("with_page", [True, False], ids=["rule page", "no rule page"])
def test_an_inspection_and_a_foreign_visit_are_work_secrets_unless_somebody_answers(
    visit_of: Callable[..., Visit], kind: str, answer: str | None, expected: bool | None,
    with_page: bool,
) -> None:  # fmt: skip
    given = {"kind": kind} if answer is None else {"kind": kind, "work_secret": answer}
    visit = visit_of(**given)
    if not with_page:
        visit = visit.model_copy(update={"standing": Standing()})

    assert visit.is_work_secret is expected


def test_the_rule_page_names_the_kinds_that_are_work_secrets(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(kind="招商")
    (page,) = (rule for rule in visit.standing.rules if rule.id == "confidentiality")
    (kinds,) = page.limits["work_secret_kinds"]
    more = kinds.model_copy(update={"words": (*kinds.words, "investment")})
    changed = page.model_copy(update={"limits": {**page.limits, "work_secret_kinds": (more,)}})
    standing = visit.standing.model_copy(update={"rules": (changed,)})

    assert visit.is_work_secret is None
    assert visit.model_copy(update={"standing": standing}).is_work_secret is True


@pytest.mark.parametrize("words", [("检查", "外事"), ("inspection", "foriegn"), ("考擦",)])
def test_kinds_by_their_labels_or_misspelt_leave_inspections_work_secrets(
    visit_of: Callable[..., Visit], words: tuple[str, ...]
) -> None:
    visit = visit_of(kind="检查")
    page = visit.standing.rule("confidentiality")
    assert page is not None
    (kinds,) = page.limits["work_secret_kinds"]
    named = (kinds.model_copy(update={"words": words}),)
    changed = page.model_copy(update={"limits": {**page.limits, "work_secret_kinds": named}})
    standing = visit.standing.model_copy(update={"rules": (changed,)})

    assert visit.model_copy(update={"standing": standing}).is_work_secret is True
