"""Elements of SVG as text, escaped; and how wide their texts are."""

from __future__ import annotations

from html import escape

from generator.render.text_width import TextMeasure

LABEL_TEXT = TextMeasure(wide=12, narrow=7)
"""Texts in pictures are measured at a size of 12 units."""


def element(name: str, content: str | None = None, /, **attributes: object) -> str:
    """Return an element with its attributes in order; `content` is SVG, None for an empty element.

    Attributes that are None are left out. In their names `_` is written for `-`, and a final `_`
    is dropped: `class_`, `text_anchor`.
    """
    written = "".join(
        f' {key.removesuffix("_").replace("_", "-")}="{escape(str(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{content}</{name}>"


def text(label: str, **attributes: object) -> str:
    """Return a text element."""
    return element("text", escape(label), **attributes)


def title(label: str) -> str:
    """Return the title of the element around it, which browsers show on pointing at it."""
    return element("title", escape(label))


def picture(content: str, **attributes: object) -> str:
    """Return a whole SVG document."""
    return element("svg", content, xmlns="http://www.w3.org/2000/svg", **attributes)
