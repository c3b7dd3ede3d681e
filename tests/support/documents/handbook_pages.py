"""The words and rows of handbook pages, without markup."""

from __future__ import annotations

import re
from html import unescape

from generator.render.handbook.blocks import Block, Page, Rows, Section


def words_of(page: Page) -> str:
    """Return a page's text, with its headings, in one line."""
    return words_in(" ".join(f"{section.title} {section.html}" for section in page.sections))


def words_in(html: str) -> str:
    """Return the text of HTML in one line."""
    return text_of(html)


def text_of(html: str) -> str:
    """Return the text of HTML in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def table(block: Block) -> list[list[str]]:
    """Return a table's rows as texts; a cell's second line follows `|`."""
    assert isinstance(block, Rows)
    return [[f"{c.text}|{c.more}" if c.more else c.text for c in row] for row in block.rows]


def rows_of(section: Section) -> list[list[str]]:
    """Return the rows of a section's last table."""
    return table(next(b for b in reversed(section.blocks) if isinstance(b, Rows)))
