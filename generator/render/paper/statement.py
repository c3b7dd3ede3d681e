"""The reception statement (接待清单) as it is signed, with its annexes and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from generator import vocabulary
from generator.render.figures import FIGURES, legend_of
from generator.render.paper.booklet import coloured
from generator.render.paper.order import PrintOrder
from generator.render.paper.parts import MOST_ROWS, Part, in_parts
from generator.render.paper.typeset import Job
from generator.render.statement.annexes import annexes
from generator.render.statement.reception import reception_statement
from generator.render.statement.tables import (
    AccountTable,
    Row,
    Statement,
    label_span,
    table_widths,
    value_text,
)
from generator.render.words import wording_of

_KINDS: dict[type, str] = {int: "count", Decimal: "amount"}


def statement_job(order: PrintOrder) -> Job:
    """Return the statement with places for signature, then each annex, then the figures."""
    words = wording_of(order.visit, "statement", order.language)
    statement = reception_statement(order.visit, words)
    return _job(order, statement, annexes(order.visit, words), with_figures=True)


def statement_parts(order: PrintOrder) -> Iterator[Part]:
    """Yield the statement in parts: what is signed, long tables and annexes, and the figures."""
    words = wording_of(order.visit, "statement", order.language)
    statement = reception_statement(order.visit, words)
    short = tuple(table for table in statement.tables if len(table.rows) <= MOST_ROWS)
    long = (table for table in statement.tables if len(table.rows) > MOST_ROWS)
    rows = sum(len(table.rows) for table in short)
    yield Part(statement.title, rows, _job(order, replace(statement, tables=short)))
    unsigned = replace(statement, tables=())
    for annex in (*long, *annexes(order.visit, words)):
        for title, piece in _pieces(annex):
            yield Part(title, len(piece.rows), _job(order, unsigned, (piece,)))
    figures = _job(order, unsigned, with_figures=True)
    if figures.pictures:
        yield Part(vocabulary.word("paper.figures", order.language), len(figures.pictures), figures)


def _pieces(table: AccountTable) -> Iterator[tuple[str, AccountTable]]:
    """Yield a table, or titles and pieces of a long one, with its sums in the last."""
    if not table.rows:
        yield table.title, table
        return
    done = 0
    for title, rows in in_parts([(table.title, table.rows)]):
        done += len(rows)
        totals = table.totals if done == len(table.rows) else ()
        yield title, replace(table, rows=rows, totals=totals)


def _job(
    order: PrintOrder,
    statement: Statement,
    annexed: Sequence[AccountTable] = (),
    *,
    with_figures: bool = False,
) -> Job:
    visit, language = order.visit, order.language
    words = wording_of(visit, "statement", language)
    pictures: dict[str, str] = {}
    figures = []
    for key, figure in FIGURES.items() if with_figures else ():
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
        "annexes": [_table(table) for table in annexed],
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
