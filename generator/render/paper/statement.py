"""The reception statement (接待清单) as it is signed, with its annexes and its figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator import vocabulary
from generator.render.figures import FIGURES, key_of
from generator.render.lists.tongue import Tongue
from generator.render.paper.booklet import coloured
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.statement.annexes import annexes
from generator.render.statement.reception import reception_statement
from generator.render.statement.tables import (
    GRID,
    Row,
    Table,
    figures_of,
    label_span,
    shown,
)
from generator.render.workbook.listing import Listing
from generator.render.workbook.widths import column_widths

KINDS: dict[type, str] = {int: "count", Decimal: "amount"}


def statement_job(order: PrintOrder) -> Job:
    """The statement with places for signature, then each annex, then the pictures."""
    visit, language = order.visit, order.language
    tongue = Tongue(visit, "statement", language)
    statement = reception_statement(visit, tongue)
    pictures: dict[str, str] = {}
    shown_figures = []
    for key, figure in FIGURES.items():
        caption, picture = figure(visit, language)
        if picture:
            pictures[f"{key}.svg"] = coloured(picture)
            shown_figures.append((f"{key}.svg", caption, key_of(key, language)))
    data = {
        "title": statement.title,
        "state": statement.state,
        "facts": statement.facts,
        "tables": [_table(each, _grid(each)) for each in statement.tables],
        "attached": statement.attached,
        "signers": statement.signers,
        "dated": statement.dated,
        "annexes": [_table(each, _natural(each)) for each in annexes(visit, tongue)],
        "figures": shown_figures,
        "word": vocabulary.words_under("paper", language),
        "visit": tongue.text(visit.title),
    }
    return Job("statement.typ", data, pictures, order.as_of_words)


def _table(table: Table, widths: list[int]) -> dict[str, Any]:
    """A table as data: every value as it is read, and what it is."""
    return {
        "title": table.title,
        "remark": table.remark,
        "empty": table.empty,
        "headings": table.headings,
        "widths": widths,
        "rows": [_cells(row) for row in table.rows],
        "totals": [_total(row) for row in table.totals],
    }


def _cells(row: Row) -> list[tuple[str, str]]:
    return [(shown(value), KINDS.get(type(value), "text")) for value in row]


def _total(total: Row) -> dict[str, Any]:
    span = label_span(total)
    return {"label": shown(total[0]), "span": span, "cells": _cells(total[span:])}


def _grid(table: Table) -> list[int]:
    """The columns of the statement's grid that each column takes: its tables stand in line."""
    starts = [sum(table.spans[:n]) for n in range(len(table.spans))]
    return [sum(GRID[s : s + span]) for s, span in zip(starts, table.spans, strict=True)]


def _natural(table: Table) -> list[int]:
    rows = tuple(tuple(map(shown, row)) for row in (*table.rows, *figures_of(table.totals)))
    return column_widths(Listing(table.headings, rows, len(table.headings)))
