"""The minified scripts and styles of pages are those of the sources beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.minify_scripts import BUNDLES


@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.name)
def test_a_bundle_is_made_of_the_sources_as_they_are(path: Path) -> None:
    heading = path.read_text("utf-8").splitlines()[0]

    assert heading == BUNDLES[path].heading, "run `make scripts`"
