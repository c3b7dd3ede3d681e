"""The type of the fixture `rated`: visits of an office that has filled in its local rates."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.visit import Visit

Rated = Callable[..., Visit]
