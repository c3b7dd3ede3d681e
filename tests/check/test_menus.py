"""Whether a menu suits a diet: none of what is barred, and enough dishes without the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.check.logistics.diet import menu_suits
from generator.model.visit import Visit


@pytest.mark.parametrize(
    ("diet", "menu", "suits"),
    [
        ("素食", ["清炒时蔬", "凉拌黄瓜", "红烧牛肉"], True),
        ("素食", ["清炒时蔬", "红烧牛肉"], False),
        ("清真", ["清炒时蔬"], True),
        ("清真", ["清炒时蔬", "红烧猪肉"], False),
        ("素食", [], True),
        ("", ["红烧牛肉"], True),
    ],
)
def test_a_menu_suits_a_diet(
    visit_of: Callable[..., Visit], diet: str, menu: list[str], suits: bool
) -> None:
    visit = visit_of(guests=[{"name": "张伟", "diet": diet}])

    assert menu_suits(visit, visit.guests[0], menu) == suits
