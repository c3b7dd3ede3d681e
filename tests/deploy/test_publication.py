"""Publications while guests read: each phone gets complete cards, and no answer is 404.

`make proof` tests the promised two hundred phones and ten publications.
"""

from __future__ import annotations

from tests.deploy.readers import ReadingReport, read_during
from tests.support.proof import counts
from tests.support.web.servers import Served
from tests.support.web.small_site import microsite, publish, tokens

PHONES = tokens(counts(40, 200))
LAST = counts(4, 11)


def test_many_phones_get_complete_cards_during_publications(served: Served) -> None:
    publish(served.guests.folder / "busy", microsite(1, PHONES))

    report = read_during(
        served.guests,
        tuple(f"/busy/g/{token}.html" for token in PHONES),
        lambda version: publish(served.guests.folder / "busy", microsite(version, PHONES)),
        LAST,
    )

    assert report == ReadingReport(
        failures=0, missing=0, mixed=0, backwards=0, last=frozenset({LAST})
    )
