"""Slips about changes, to hand out where cards cannot be opened, and a list for the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from generator import vocabulary
from generator.agenda import Agenda
from generator.changes.cards import CardChange
from generator.changes.recent import RecentChange
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.card.changes import change_views
from generator.render.changes.lines import fact_lines, report_lines
from generator.render.paper.forms import Form, FormTable, form_job
from generator.render.paper.order import ChangesToPrint, PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words import Wording
from generator.render.words.lists import dotted, joined
from generator.render.words.people import phone_contact

_Group = tuple[int, str, str]
"""Who hands slips out to whom: the rank of a party, its name, and the name of the liaison."""


def change_job(order: PrintOrder) -> Job:
    """Return the desk's list, then a slip for each person who has to be notified.

    The changes are those that `handbook changes` reports, in the words of cards. Both are in the
    order of the parties, so that each liaison takes some slips that follow each other.
    """
    words, changes = Wording(order.language, "forms.changes"), order.changes
    to_notify = [change for change in changes.cards if change.to_notify] if changes else []
    groups = {change.person: _group(order.visit, change) for change in to_notify}
    to_notify.sort(key=lambda change: groups[change.person])
    agendas = {agenda.person: agenda for agenda in order.agendas}
    forms = [_slip(order, change, groups[change.person][2], agendas) for change in to_notify]
    if changes and forms:
        forms.insert(0, _desk_list(order, changes, to_notify, groups, words))
    return form_job(
        order,
        forms,
        nothing=words.phrase("nothing"),
        several_on_a_page=True,
        as_of=order.as_of_words,
    )


def _group(visit: Visit, change: CardChange) -> _Group:
    """The party of a change, and the liaison: the guest's own, or that of the party."""
    names = [party.name for party in visit.parties]
    if change.staff:
        return len(names) + 1, "", ""
    rank = names.index(change.party) if change.party in names else len(names)
    known = visit.people.get(change.person)
    liaison = known.looked_after_by if isinstance(known, Guest) else None
    if known is None and rank < len(names):
        liaison = visit.parties[rank].liaison
    return rank, change.party or "", liaison.name if liaison else ""


def _slip(
    order: PrintOrder, change: CardChange, liaison: str, agendas: Mapping[PersonId, Agenda]
) -> Form:
    """What changed for one person, in the person's language, and whom to ask."""
    known = change.language in vocabulary.languages()
    words = Wording(change.language if known else order.language, "forms.changes")
    agenda = agendas.get(change.person)
    group = words.phrase("staff") if change.staff else change.party or ""
    callers = agenda.contacts[:1] if agenda else ()
    call = joined(*(phone_contact(caller, words.language) for caller in callers)) or liaison
    rows = tuple(_rows(change, words))
    headings = words.phrases("what", "old", "new")
    table = FormTable(headings, (1.6, 1.5, 1.5), rows)
    card = vocabulary.word(f"change.text_{change.event}", words.language) if not rows else ""
    return Form(
        title=words.phrase("title"),
        head=words.text(order.visit.title),
        facts=(
            (
                (words.label("Person", "name"), change.name),
                (words.label("Guest", "parties"), group),
            ),
        ),
        tables=(table,) if rows else (),
        remarks=(
            words.phrase("rule") if rows else card,
            *([words.phrase("call", name=call)] if call else []),
        ),
    )


def _rows(change: CardChange, words: Wording) -> Iterator[tuple[str, str, str]]:
    """What differs on a card, before and now; nothing of a card that is new or gone."""
    recent = [RecentChange(0, each) for each in change.changes if not each.is_minor]
    for view in change_views(recent, words.language):
        yield view.label, view.old or "—", view.new or "—"


def _desk_list(
    order: PrintOrder,
    changes: ChangesToPrint,
    to_notify: list[CardChange],
    groups: Mapping[PersonId, _Group],
    words: Wording,
) -> Form:
    """What changed and for how many; then, for each liaison, who gets a slip."""
    heading = vocabulary.words_under("change.heading", words.language)
    lines = report_lines(changes.cards, changes.notifications, words.language)
    by_person = {line.id: line for line in lines}
    facts = FormTable(
        (*(heading[key] for key in ("urgency", "what", "from", "to", "count", "not_told")),
         words.phrase("whom")),
        (0.7, 1.9, 1.4, 1.4, 0.6, 0.7, 1.9),
        tuple(
            (line.urgency, line.subject, line.old, line.new, str(line.count),
             str(len(line.pending)), line.who)
            for line in fact_lines(changes.cards, lines, changes.now, words.language)
        ),
        words.phrase("facts"),
    )  # fmt: skip
    columns = (heading["name"], heading["phone"], heading["told"], words.phrase("handed"))
    tables = [
        FormTable(
            columns,
            (1.4, 1.3, 1.6, 1.6),
            tuple(
                (by_person[each.person].name, by_person[each.person].phone,
                 by_person[each.person].notified, "")
                for each in group
            ),
            _group_title(order.visit, key, words),
        )
        for key, group in groupby(to_notify, key=lambda change: groups[change.person])
    ]  # fmt: skip
    return Form(
        title=words.phrase("desk"),
        head=dotted(words.text(order.visit.title), words.phrase("since", at=changes.since)),
        tables=(facts, *tables),
        on_its_own=True,
    )


def _group_title(visit: Visit, group: _Group, words: Wording) -> str:
    """`第一组 · 联络员 王五`."""
    rank, party, liaison = group
    if rank > len(visit.parties):
        return words.phrase("staff")
    by = joined(words.label("Party", "liaison"), liaison) if liaison else ""
    return dotted(party or words.label("Visit", "guests"), by)
