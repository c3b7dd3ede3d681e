"""Every field of everybody holds a mark; everything is built; each mark is where its readers are
and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.publish.build import visit_links
from generator.publish.links import Link
from generator.publish.secret import secret_of
from generator.settings import read_settings
from tests.privacy.canary import ANYBODY, TEAM, Canary, Document, made_canary
from tests.privacy.documents import documents_in
from tests.privacy.searching import keys_in, texts_in
from tests.privacy.visit import CHARGES, SERVES, SLUG

NOON = "1779008640"
"""17 May 2026: the day before the visit."""
WORDS = ("zq", "1397", "7319")
"""How marks begin that are told from those of another visit; times and dates are not."""


@dataclass(frozen=True)
class Built:
    """A project with a sealed, a plain and a classified canary visit, after `handbook build`."""

    sealed: Canary
    plain: Canary
    classified: Canary
    result: Result

    @property
    def root(self) -> Path:
        return self.sealed.root

    def links(self, canary: Canary) -> tuple[Link, ...]:
        return visit_links(canary.visit, read_settings(self.root), os.environ)

    @cached_property
    def site(self) -> dict[str, list[Document]]:
        """Every document of site/, by the visit from whose side it is read."""
        return {
            canary.slug: list(
                documents_in(self.root / "site", canary.slug, canary.visit, self.links(canary))
            )
            for canary in (self.sealed, self.plain, self.classified)
        }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    root = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        sealed = made_canary(root)
        plain = made_canary(root, "2026-05-plain", 2000, privacy="link")
        classified = made_canary(root, "2026-05-secret", 4000, privacy="classified")
        result = CliRunner().invoke(main, ["-C", str(root), "build"])
        yield Built(sealed, plain, classified, result)


def test_x(built):
    import time
    print(built.result.output[-1500:], built.result.exit_code, built.result.exception)
    t=time.time()
    d = built.site
    print({k:len(v) for k,v in d.items()})
    for c in (built.sealed, built.plain):
        print(c.leaks(d[c.slug]))
        print(time.time()-t)
    c=built.classified
    for x in d[c.slug]:
        f=[str(m) for m in c.found(x) if m.key.startswith(WORDS)]
        if f: print(x.name, f)
    assert 0
