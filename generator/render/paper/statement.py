"""The reception statement (接待清单) as it is signed, with its annexes and its figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generator import vocabulary
from generator.render.figures import FIGURES, legend_of
from generator.render.paper.booklet import coloured
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.statement.annexes import annexes
from generator.render.statement.reception import reception_statement
from generator.render.statement.tables import (
    AccountTable,
    Row,
    label_span,
    table_widths,
    value_text,
)
from generator.render.words import wording_of

_KINDS: dict[type, str] = {int: "count", Decimal: "amount"}


def statement_job(order: PrintOrder) -> Job:
    """Return the statement with places for signature, then each annex, then the figures."""
    visit, language = order.visit, order.language
    words = wording_of(visit, "statement", language)
    statement = reception_statement(visit, words)
    pictures: dict[str, str] = {}
    figures = []
    for key, figure in FIGURES.items():
        caption, picture = figure(visit, language)
        if picture:
            pictures[f"{key}.svg"] = coloured(picture)
            figures.append((f"{key}.svg", caption, legend_of(key, language)))
    data = {
        "title": statement.title,
        "state": statement.state,
        "facts": statement.facts,
        "tables": [_table(table) for table in statement.tables],
        "attached": statement.attached,
        "signers": statement.signers,
        "dated": statement.dated,
        "annexes": [_table(table) for table in annexes(visit, words)],
        "figures": figures,
        "word": vocabulary.words_under("paper", language),
        "visit": words.text(visit.title),
    }
    return Job("statement.typ", data, pictures, order.as_of_words)


def _table(table: AccountTable) -> dict[str, Any]:
    """A table as data: each value as people read it, with its kind."""
    return {
        "title": table.title,
        "remark": table.remark,
        "empty": table.empty,
        "headings": table.headings,
        "widths": table_widths(table),
        "rows": [_cells(row) for row in table.rows],
        "totals": [_total(row) for row in table.totals],
    }


def _cells(row: Row) -> list[tuple[str, str]]:
    return [(value_text(value), _KINDS.get(type(value), "text")) for value in row]


def _total(total: Row) -> dict[str, Any]:
    span = label_span(total)
    return {"label": value_text(total[0]), "span": span, "cells": _cells(total[span:])}
