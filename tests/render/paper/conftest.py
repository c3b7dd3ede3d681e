"""Visits to print, and eyes to look at what came out: page texts, and codes read from pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.model.visit import Visit
from generator.render.paper import PrintOrder
from generator.sealing.links import links_of

AS_OF = datetime(2026, 5, 10, 9, 30, tzinfo=UTC)
SECRET = bytes(32)
BASE = "https://guests.mingfeng.example/2026-05-ecotour"


@pytest.fixture
def order_of(visit_of: Callable[..., Visit]) -> Callable[..., PrintOrder]:
    """What to print of a visit made from sections, with a link for everybody."""

    def made(visit: Visit | None = None, /, **sections: Any) -> PrintOrder:
        chosen = {
            key: sections.pop(key)
            for key in (
                "card_format",
                "card_fields",
                "card_back",
                "poster_size",
                "chosen_language",
                "only",
            )
            if key in sections
        }
        visit = visit or visit_of(**sections)
        links = {link.person: link.url for link in links_of(visit, SECRET, BASE)}
        return PrintOrder(visit, links, AS_OF, **chosen)

    return made
