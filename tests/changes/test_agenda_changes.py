"""Changes of an item's agenda: they name the point, and mark nobody for another's point."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.changes.cards import card_changes, edition_now
from generator.model.visit import Visit
from generator.render.changes.sentences import change_sentences

NOW = datetime(2026, 5, 10, 9, tzinfo=UTC).replace(tzinfo=None)
PLAN: dict[str, Any] = {
    "team": {"staff": [{"name": "周敏"}, {"name": "王强"}, {"name": "李娜"}]},
    "guests": ["张伟", "刘洋"],
    "schedule": [
        {"day": "2026-05-18", "time": "9:00-11:00", "title": "座谈会", "moderator": "周敏",
         "receiver": "李娜", "papers": "手册.pdf"},
    ],
    "points": [
        {"item": "座谈会", "title": "介绍县情", "speaker": "王强", "minutes": 20},
        {"item": "座谈会", "title": "来宾发言", "speaker": "张伟", "minutes": 30,
         "papers": "发言.docx（张伟）"},
        {"item": "座谈会", "title": "总结", "speaker": "赵六（市局）", "minutes": 10},
    ],
}  # fmt: skip


@pytest.fixture
def changed(tmp_path: Path, visit_of: Callable[..., Visit]) -> Callable[..., Mapping[str, Any]]:
    """The sentences for each person who has to be notified when `edit` changes the plan."""
    papers = tmp_path / "visits" / "case" / "papers"
    papers.mkdir(parents=True)

    def sentences(edit: Callable[[dict[str, Any]], object], **files: bytes) -> Mapping[str, Any]:
        (papers / "手册.pdf").write_bytes(b"%PDF one")
        (papers / "发言.docx").write_bytes(b"PK one")
        before = edition_now(visit_of(**PLAN))
        plan = copy.deepcopy(PLAN)
        edit(plan)
        for name, content in files.items():
            (papers / name.replace("__", ".")).write_bytes(content)
        visit = visit_of(**plan)
        changes = card_changes(visit, before, edition_now(visit), NOW)
        return {
            change.name: change_sentences(change.changes, "zh")
            for change in changes
            if change.to_notify
        }

    return sentences


def test_a_longer_point_is_told_to_its_speaker_the_chair_and_whoever_speaks_later(
    changed: Callable[..., Mapping[str, Any]],
) -> None:
    longer = (
        "5月18日 09:00 座谈会：议程改为 1. 介绍县情 · 王强 · 30 分钟 · 09:00"
        "（原 1. 介绍县情 · 王强 · 20 分钟 · 09:00）"
    )
    later = (
        "5月18日 09:00 座谈会：议程改为 2. 来宾发言 · 张伟 · 30 分钟 · 09:30"
        "（原 2. 来宾发言 · 张伟 · 30 分钟 · 09:20）"
    )

    assert changed(lambda plan: plan["points"][0].update(minutes=30)) == {
        "周敏": (longer,),
        "王强": (longer,),
        "李娜": (longer,),
        "张伟": (later,),
    }


def test_a_new_point_is_told_to_the_chair_and_its_speaker(
    changed: Callable[..., Mapping[str, Any]],
) -> None:
    point = {"item": "座谈会", "title": "提问", "speaker": "刘洋", "minutes": 10}

    notified = changed(lambda plan: plan["points"].append(point))

    new = "5月18日 09:00 座谈会：议程新增：4. 提问 · 刘洋 · 10 分钟 · 10:00"
    assert {name: texts[-1] for name, texts in notified.items()} == {
        "周敏": new,
        "李娜": new,
        "刘洋": new,
    }


def test_a_moved_item_is_one_change(changed: Callable[..., Mapping[str, Any]]) -> None:
    notified = changed(lambda plan: plan["schedule"][0].update(time="10:00-12:00"))

    time = "5月18日 09:00 座谈会：时间改为 5月18日 10:00–12:00（原 5月18日 09:00–11:00）"
    assert {*notified.values()} == {(time,)}


def test_dress_is_told_to_all_and_a_paper_to_those_who_have_it(
    changed: Callable[..., Mapping[str, Any]],
) -> None:
    def dressed(plan: dict[str, Any]) -> None:
        plan["schedule"][0]["dress"] = "正装"

    assert {*changed(dressed).values()} == {("5月18日 09:00 座谈会：着装为 正装",)}
    assert changed(lambda _: None, 发言__docx=b"PK two") == {
        "张伟": ("5月18日 09:00 座谈会：材料“发言 1 KB”有更新",)
    }


def test_a_point_that_another_speaks_on_is_no_longer_the_first_one_s(
    changed: Callable[..., Mapping[str, Any]],
) -> None:
    def given(plan: dict[str, Any]) -> None:
        plan["points"][1].update(speaker="刘洋", papers="发言.docx（刘洋）")

    notified = changed(given)

    assert sorted(notified) == ["刘洋", "周敏", "张伟", "李娜"]
    assert notified["张伟"] == (
        "5月18日 09:00 座谈会：本人分工不再安排（原 发言人）",
        "5月18日 09:00 座谈会：议程改为 2. 来宾发言 · 刘洋 · 30 分钟 · 09:20"
        "（原 2. 来宾发言 · 张伟 · 30 分钟 · 09:20）",
        "5月18日 09:00 座谈会：材料取消：发言 1 KB",
    )
