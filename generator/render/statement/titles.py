"""What an activity is called in the statement."""

from __future__ import annotations

from generator.model.dining import Meal
from generator.model.schedule import ScheduleItem
from generator.render.lists.tongue import Tongue

Activity = ScheduleItem | Meal


def title_of(activity: Activity, tongue: Tongue) -> str:
    """What an item or a meal is called."""
    if isinstance(activity, Meal):
        return tongue.text(activity.title) or tongue.member("MealKind", activity.kind)
    return tongue.text(activity.title)
