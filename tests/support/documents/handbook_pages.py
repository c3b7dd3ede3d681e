"""Handbook pages as people read them: words and rows, without markup."""

from __future__ import annotations

import re
from html import unescape

from generator.render.handbook.blocks import Block, Rows, Section
from generator.render.handbook.page import Page


def words_of(page: Page) -> str:
    """What a page says, its headings too, in one line."""
    html = " ".join(f"{section.title} {section.html}" for section in page.sections)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def table(block: Block) -> list[list[str]]:
    """A table's rows as texts, each with its second line behind a stroke."""
    assert isinstance(block, Rows)
    return [[f"{c.text}|{c.more}" if c.more else c.text for c in row] for row in block.rows]


def rows_of(section: Section) -> list[list[str]]:
    """The rows of a section's last table."""
    return table(next(b for b in reversed(section.blocks) if isinstance(b, Rows)))
