"""Publishing again while guests read: each phone gets a whole card, and none is told it is gone. In
`make proof` as promised: two hundred phones and ten publications.
"""

from __future__ import annotations

import time

from tests.deploy.phones import Seen, watch
from tests.support.proof import counts
from tests.support.web.servers import Served
from tests.support.web.small_site import microsite, publish, tokens

PHONES = tokens(counts(40, 200))
LAST = counts(4, 11)


def test_many_phones_see_whole_cards_through_publications(served: Served) -> None:
    publish(served.guests.folder / "busy", microsite(1, PHONES))

    def publications() -> None:
        for version in range(2, LAST + 1):
            publish(served.guests.folder / "busy", microsite(version, PHONES))
            time.sleep(0.25)

    seen, opened = watch(
        served.guests, tuple(f"/busy/g/{token}.html" for token in PHONES), publications
    )

    assert seen == Seen(failures=0, missing=0, mixed=0, backwards=0, last=frozenset({LAST}))
    assert opened > counts(2, 5) * len(PHONES)
