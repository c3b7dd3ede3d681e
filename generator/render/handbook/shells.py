"""A generated page as MkDocs receives it, and the same page filled with the data of its visit.

MkDocs reads headings and marks alone: Markdown would cost more than everything else, and could
take a name for markup. The blocks of each section are inserted where its mark is. In a shell, which
is kept from one build to the next, the headings are marks too, so that a new time of a ride changes
no shell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from generator.render.handbook.blocks import Page, Section

_SECTION = re.compile("(?:<h2([^>]*>.*?</h2>)\\s*)?<!-- section:([0-9]+) -->")
"""Where the blocks of a page's section will be inserted, with the heading above."""
_TITLE = re.compile("\ufdd0([0-9]+)\ufdd0")
"""Where a section's title will be inserted, in its heading and in the table of contents.

The two characters around the number are reserved by Unicode for a program's own use.
"""
_CONTENT = ("<!-- content -->", "<!-- /content -->")
"""Around what the theme's search reads of a shell."""


def skeleton(page: Page) -> str:
    """Return the Markdown of a page: its headings, and marks where its blocks will be inserted."""
    parts = [f"# {plain(page.title)}"]
    for number, section in enumerate(page.sections):
        anchor = section.anchor or f"section-{number}"
        heading = [f"## {plain(section.title)} {{ #{anchor} }}"] if section.title else []
        parts += [*heading, f"<!-- section:{number} -->"]
    return "\n\n".join(parts) + "\n"


def shell_skeleton(page: Page) -> str:
    """Return the Markdown of a page with a mark in place of each section's title."""
    titled = (
        replace(section, title=f"\ufdd0{number}\ufdd0") if section.title else section
        for number, section in enumerate(page.sections)
    )
    return skeleton(replace(page, sections=tuple(titled)))


def shell_content(html: str) -> str:
    """Return the content of a shell, so marked that it is found in the page around it."""
    return html.join(_CONTENT)


def filled(html: str, page: Page) -> str:
    """Return a skeleton's HTML with the page's blocks in place of its marks.

    On a page whose sections fold, each section is an element, whose heading stays in sight.
    """
    return _SECTION.sub(lambda mark: _section(mark, page), html)


def filled_shell(shell: str, page: Page) -> tuple[str, str]:
    """Return a shell with the page's titles and blocks, and that of it which the search reads.

    Of a page that is a list, the search reads the headings alone.
    """
    titled = _TITLE.sub(lambda mark: plain(page.sections[int(mark[1])].title), shell)
    head, rest = titled.split(_CONTENT[0], 1)
    content, tail = rest.split(_CONTENT[1], 1)
    shown = filled(content, page)
    searched = filled(content, _without_blocks(page)) if page.is_list else shown
    return f"{head}{shown}{tail}", searched


def plain(text: str) -> str:
    """Return a text escaped so that Markdown leaves it unchanged."""
    line = " ".join(text.split())
    return "".join(f"&#{ord(c)};" if c in "\\`*_{}[]()<>#+-.!|&:~^=\"'" else c for c in line)


def _without_blocks(page: Page) -> Page:
    return replace(page, sections=tuple(replace(part, blocks=()) for part in page.sections))


def _section(mark: re.Match[str], page: Page) -> str:
    section: Section = page.sections[int(mark[2])]
    if not mark[1]:
        return section.html
    if not page.folds:
        return f"<h2{mark[1]}\n{section.html}"
    about = {"about": section.about, "day": section.day}
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in about.items() if value)
    kind = "rh-part rh-folds" if section.folds else "rh-part"
    return f'<section class="{kind}"><h2{data}{mark[1]}\n<div>{section.html}</div></section>'
