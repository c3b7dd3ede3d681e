"""Names and plates with dots, and texts written leftwards, are marked in HTML, and nothing else."""

from __future__ import annotations

import pytest

from generator.render.whole_names import with_whole_names


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>鄂E·0C021</p>", "<p>鄂E·0C021</p>"),
        ("<p>车牌 鄂E·0C021</p>", "<p>车牌 <bdi>鄂E·0C021</bdi></p>"),
        ("1号车 鄂E·0C021 7 人", "1号车 <bdi>鄂E·0C021</bdi> 7 人"),
        ("<b>扎西·次仁、欧阳·明</b>", "<b><bdi>扎西·次仁、</bdi><bdi>欧阳·明</bdi></b>"),
        ("<p>Vehicle 3 (鄂E·0C021), at 9:00", "<p>Vehicle 3 <bdi>(鄂E·0C021)</bdi>, at 9:00"),
        ("<p>3号车 鄂E·0C021，9:00", "<p>3号车 <bdi>鄂E·0C021，</bdi>9:00"),
        ("<i>وفد مدينة القاهرة 12 人</i>", "<i><bdi>وفد مدينة القاهرة</bdi> 12 人</i>"),
        ("<p>主持人 李娜 · 负责人 王强</p>", "<p>主持人 李娜 · 负责人 王强</p>"),
        (
            '<button data-copy="鄂E·0C021">复制 鄂E·0C021</button>',
            '<button data-copy="鄂E·0C021">复制 <bdi>鄂E·0C021</bdi></button>',
        ),
        ('<p title="欧阳·明"></p>欧阳·明', '<p title="欧阳·明"></p><bdi>欧阳·明</bdi>'),
        ('<pre id="calendar">欧阳·明</pre>', '<pre id="calendar">欧阳·明</pre>'),
        ("", ""),
    ],
)
def test_pieces_are_marked_in_texts_alone(html: str, marked: str) -> None:
    assert with_whole_names(html) == marked
