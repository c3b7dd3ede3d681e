"""The scripts that cards carry are those of the sources beside them."""

from __future__ import annotations

import pytest

from tests.tools.minify_scripts import BUNDLES, CARD, heading_of


@pytest.mark.parametrize("bundle", BUNDLES)
def test_a_bundle_is_made_of_the_sources_as_they_are(bundle: str) -> None:
    text = (CARD / "minified" / bundle).read_text("utf-8")

    assert text.splitlines()[0] == heading_of(bundle), "run `make scripts`"
