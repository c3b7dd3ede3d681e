"""Words the practical facts of a hotel: Wi-Fi, breakfast, check-out, luggage, entrance."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.agenda.views import HouseFacts


def house_lines(facts: HouseFacts, language: str) -> Iterator[tuple[str, str, str]]:
    """(field, label, value) of each fact that there is."""
    values = {
        "wifi": facts.wifi or "",
        "wifi_password": facts.wifi_password or "",
        "breakfast": str(facts.breakfast) if facts.breakfast else "",
        "check_out": f"{facts.check_out:%H:%M}" if facts.check_out else "",
        "luggage": facts.luggage.in_(language) if facts.luggage else "",
        "entrance": facts.entrance.in_(language) if facts.entrance else "",
    }
    for field, value in values.items():
        if value:
            yield field, vocabulary.label("Venue", field, language), value
