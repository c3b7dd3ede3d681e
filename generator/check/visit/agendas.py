"""Checks the agendas of items: do the points fit into the item, and does anybody see each paper?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.agenda.index import event_key
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.points import AgendaPoint, minutes_of
from generator.model.schedule import ScheduleItem


@check(
    "agendas.too_long",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "议程超过活动的时间", "en": "An agenda longer than its item"},
    message={
        "zh": "“{event}”安排 {available} 分钟，议程各项合计 {minutes} 分钟，超出 {over} 分钟。"
        "请减少各项的时长，或延长活动。",
        "en": "“{event}” takes {available} minutes, the points of its agenda {minutes}: {over} too "
        "many. Shorten points, or let the item last longer.",
    },
    rule="plan",
    clause="agenda_fits",
)
def agendas_too_long(scope: Scope) -> Iterator[Violation]:
    """Items whose points take longer than the item itself."""
    for item in scope.visit.schedule:
        points = scope.visit.points_of(item)
        minutes = minutes_of(points)
        if item.end is None or not minutes:
            continue
        available = int((item.end - item.start).total_seconds()) // 60
        if minutes > available:
            last = next(point for point in reversed(points) if point.minutes)
            yield violation(
                last,
                "minutes",
                related=(item,),
                event=event_text(item),
                available=available,
                minutes=minutes,
                over=minutes - available,
            )


@check(
    "agendas.same_number",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "议程的项次重复", "en": "Two points of one number"},
    message={
        "zh": "“{event}”的议程有 {n} 个第 {number} 项。请改项次，或全部不写，按先后排列。",
        "en": "The agenda of “{event}” has {n} points of the number {number}. Change one, or "
        "leave all numbers out.",
    },
    rule="plan",
    clause="agenda_fits",
)
def points_of_one_number(scope: Scope) -> Iterator[Violation]:
    """Points of one item that have the number of another."""
    for item in scope.visit.schedule:
        points = scope.visit.points_of(item)
        numbers = Counter(point.number for point in points if point.number is not None)
        for number, count in numbers.items():
            if count > 1:
                last = next(point for point in reversed(points) if point.number == number)
                event = event_text(item)
                yield violation(last, "number", event=event, number=number, n=count)


@check(
    "agendas.unseen_paper",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "材料无人可见", "en": "A paper that nobody sees"},
    message={
        "zh": "“{event}”的材料“{paper}”只给{readers}，而其卡上均没有这项活动，无人可见。"
        "请将其列入参加人员，或改材料的对象。",
        "en": "The paper “{paper}” of “{event}” is for {readers} alone, and none of them has the "
        "item on the card: nobody sees it. Add them to the item, or change whom the paper is for.",
    },
    rule="plan",
    clause="papers_reach",
    needs_complete_lists=True,
)
def papers_nobody_sees(scope: Scope) -> Iterator[Violation]:
    """Papers for people who do not have the item on their cards."""
    for item in scope.visit.schedule:
        records: list[ScheduleItem | AgendaPoint] = [item, *scope.visit.points_of(item)]
        seen = {
            number
            for person in scope.visit.people.values()
            if (handout := scope.index.of(person).handouts.get(event_key(item)))
            for number in handout.papers
        }
        papers = [(record, paper) for record in records for paper in record.papers]
        for number, (record, paper) in enumerate(papers):
            if paper.participants.named and paper.readers is not None and number not in seen:
                yield violation(
                    record,
                    "papers",
                    event=event_text(item),
                    paper=str(paper.name),
                    readers="、".join(map(str, paper.participants.named)),
                )
