"""`handbook attended`: the texts that staff copied from their roll calls, read by the office."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from generator.agenda.codes import code_of
from generator.load import load_standing, load_visit
from generator.model.marks import base32
from generator.model.visit import Visit
from tests.support.clerk import Clerk

ZONE = timezone(timedelta(hours=8))


def visit_of(clerk: Clerk) -> Visit:
    standing, _ = load_standing(clerk.root / "docs")
    visit, _ = load_visit(clerk.folder, standing, clerk.root)
    assert visit is not None
    return visit


def mark(person: str, state: int, at: str, note: str = "") -> str:
    """A mark as a phone writes it; `at` is the time in Shanghai."""
    minute = datetime.fromisoformat(f"2026-05-18 {at}").replace(tzinfo=ZONE).astimezone(UTC)
    number, digits = int(minute.timestamp()) // 60, ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return f"{code_of('case', 'person', person)}{state}{digits:0>5}" + (
        f"_{base32(note)}" if note else ""
    )


def copied(clerk: Clerk, name: str, *marks: str, point: int = 1, event: str = "") -> str:
    """Save the text that a phone copied as a file in the clerk's folder; return its path."""
    key = event or next(f"ride:{ride.id}" for ride in visit_of(clerk).rides)
    word = f"RC1.case.{code_of('case', 'event', key)}.{point}.{'-'.join(marks)}"
    text = f"考察团\n去宾馆 5月18日 08:30\n已到 1/1\n{word}\n"
    path = clerk.root / name
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """A clerk of whose visit two guests go by bus."""
    plan = clerk.folder / "visit.yml"
    text = plan.read_text("utf-8").replace(
        "{name: 王五, phone",
        "{name: 李四, party: 第一组, phone: 13900000004}\n  - {name: 王五, phone",
    )
    plan.write_text(text, "utf-8")
    return clerk


def records(clerk: Clerk) -> list[str]:
    path = clerk.folder / "attended.csv"
    return path.read_text("utf-8-sig").splitlines() if path.exists() else []


def test_tallies_of_two_phones_are_joined_and_the_missing_are_named(office: Clerk) -> None:
    first = copied(office, "周敏.txt", mark("张三", 1, "08:20"))
    second = copied(office, "王强.txt", mark("张三", 1, "08:22"), mark("王五", 1, "08:25", "搭车"))

    run = office.runs("attended", "case", first, second)

    assert run.exit_code == 0
    assert run.stdout.splitlines() == [
        "周敏.txt：1 份点名，1 个标记",
        "王强.txt：1 份点名，2 个标记",
        "5月18日 08:30 乘车前往宾馆：1/2",
        "  还差：李四 13900000004",
        "  计划外到场：王五（搭车）",
        "已记录 3 个标记，0 个此前已经记录（case/attended.csv）。",
        "签到表、名单和接待清单在下一次生成时采用：handbook build case",
        f"撤销：handbook attended case --undo {first} {second}",
    ]
    (ride,) = visit_of(office).rides
    assert records(office) == [
        "event,title,point,person,name,state,at,note,by",
        f"ride:{ride.id},乘车前往宾馆,1,张三,张三,here,2026-05-18 08:20,,周敏.txt",
        f"ride:{ride.id},乘车前往宾馆,1,张三,张三,here,2026-05-18 08:22,,王强.txt",
        f"ride:{ride.id},乘车前往宾馆,1,王五,王五,here,2026-05-18 08:25,搭车,王强.txt",
    ]


def test_the_same_text_read_again_adds_nothing_and_can_be_undone(office: Clerk) -> None:
    text = copied(office, "周敏.txt", mark("张三", 1, "08:20"), mark("李四", 2, "08:21", "已离队"))
    office.runs("attended", "case", text)
    before = records(office)

    again = office.runs("attended", "case", text)
    tried = office.runs("attended", "case", text, "--undo", "--dry-run")
    after = records(office)
    undone = office.runs("attended", "case", text, "--undo")
    twice = office.runs("attended", "case", text, "--undo")

    assert len(before) == 3
    assert before == after
    assert "没有新的标记（2 个此前已经记录）" in again.stdout
    assert "将撤销 2 个标记；只是试看，没有写入" in tried.stdout
    assert "已撤销 2 个标记" in undone.stdout
    assert records(office) == before[:1]
    assert "没有什么可以撤销" in twice.stdout


def test_a_dry_run_reports_all_and_writes_nothing(office: Clerk) -> None:
    text = copied(office, "周敏.txt", mark("张三", 1, "08:20"), mark("李四", 2, "08:21", "已离队"))

    run = office.runs("attended", "case", text, "--dry-run")

    assert "5月18日 08:30 乘车前往宾馆：1/2" in run.stdout
    assert "  已离队：李四（已离队）" in run.stdout
    assert "将记录 2 个标记" in run.stdout
    assert records(office) == []


def test_of_marks_that_differ_the_later_counts_and_is_named(office: Clerk) -> None:
    earlier = copied(office, "周敏.txt", mark("张三", 1, "08:20"))
    later = copied(office, "王强.txt", mark("张三", 0, "08:29"))

    run = office.runs("attended", "case", earlier, later)

    assert "5月18日 08:30 乘车前往宾馆：0/2" in run.stdout
    assert (
        "张三（5月18日 08:30 乘车前往宾馆）：采用 05-18 08:29 未到（王强.txt）；"
        "未采用 05-18 08:20 到（周敏.txt）" in run.stdout
    )


def test_the_way_back_is_a_roll_call_of_its_own(office: Clerk) -> None:
    there = copied(office, "去.txt", mark("张三", 1, "08:20"), mark("李四", 1, "08:20"))
    back = copied(office, "回.txt", mark("张三", 1, "17:20"), point=2)
    office.runs("attended", "case", there, back)

    listed = office.runs("attended", "case")

    assert listed.stdout.splitlines() == [
        "5月18日 08:30 乘车前往宾馆：2/2",
        "5月18日 08:30 乘车前往宾馆（返程）：1/2",
        "  还差：李四 13900000004",
    ]


def test_pasted_text_is_read(office: Clerk) -> None:
    path = copied(office, "周敏.txt", mark("张三", 1, "08:20"))

    run = office.runs("attended", "case", "-", typed=Path(path).read_text("utf-8"))

    assert "粘贴的文字：1 份点名，1 个标记" in run.stdout
    assert records(office)[-1].endswith(",粘贴的文字")


def test_what_cannot_be_used_is_reported_and_the_rest_is_recorded(office: Clerk) -> None:
    good = copied(office, "周敏.txt", mark("张三", 1, "08:20"), mark("谁", 1, "08:20"))
    cut = copied(office, "半截.txt", mark("张三", 1, "08:25")[:-2])
    strange = copied(office, "取消.txt", mark("张三", 1, "08:20"), event="item:没有")
    other = office.root / "别处.txt"
    other.write_text(Path(good).read_text("utf-8").replace("RC1.case", "RC1.other"), "utf-8")
    empty = office.root / "空.txt"
    empty.write_text("好的", "gb18030")

    run = office.runs("attended", "case", good, cut, strange, str(other), str(empty))

    assert run.exit_code == 1
    assert "周敏.txt：1 个标记的人不在名单里" in run.output
    assert "半截.txt 第 4 行：这一份点名不完整，没有采用" in run.output
    assert "取消.txt：1 个标记所属的活动不在计划里" in run.output
    assert "别处.txt：有其他来访（other）的点名" in run.output
    assert "空.txt：没有点名文字" in run.output
    assert [line.split(",")[3] for line in records(office)[1:]] == ["张三"]


def test_a_ride_that_was_cancelled_after_its_cards_were_published_is_still_recorded(
    office: Clerk, tmp_path: Path
) -> None:
    office.runs("publish", "case", "--to", str(tmp_path / "网站"), "--yes")
    text = copied(office, "周敏.txt", mark("张三", 1, "08:20"))
    plan = office.folder / "visit.yml"
    plan.write_text(plan.read_text("utf-8").partition("rides:")[0], "utf-8")

    run = office.runs("attended", "case", text)

    assert run.exit_code == 0
    assert records(office)[1].split(",")[1:3] == ["宾馆", "1"]


def test_a_visit_without_roll_calls_says_how_they_come_in(office: Clerk) -> None:
    assert "还没有点名记录" in office.runs("attended", "case").stdout
    assert office.runs("attended", "case", "--undo").exit_code == 2
    missing = office.runs("attended", "case", "没有.txt")
    assert (missing.exit_code, "无法读取 没有.txt" in missing.output) == (2, True)
