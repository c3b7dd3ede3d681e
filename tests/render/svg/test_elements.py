"""Elements of SVG: attributes and texts are escaped, and attributes keep their order."""

from __future__ import annotations

from generator.render.svg.elements import element, picture, text

NASTY = "\"><script>&'"
ESCAPED = "&quot;&gt;&lt;script&gt;&amp;&#x27;"


def test_attributes_are_escaped_and_in_order() -> None:
    rect = element("rect", x=1.5, class_=NASTY, text_anchor="end", viewBox=None)

    assert rect == f'<rect x="1.5" class="{ESCAPED}" text-anchor="end"/>'


def test_texts_are_escaped() -> None:
    assert text(NASTY, y=3) == f'<text y="3">{ESCAPED}</text>'
    assert text("") == "<text></text>"


def test_a_picture_is_a_document() -> None:
    document = picture(element("g", ""), width=2)

    assert document == '<svg xmlns="http://www.w3.org/2000/svg" width="2"><g></g></svg>'
