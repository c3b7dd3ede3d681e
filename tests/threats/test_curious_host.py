"""A hostile host that changes a page's script.

Static pages cannot prevent it. But an added script alone does not run, and `verify` finds the page.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.project import PROJECT
from tests.support.web.browsers import Site, heading
from tests.support.web.published_visit import SLUG, PublishedVisit

STEALS = "<script>document.documentElement.id = location.hash</script>"


@pytest.fixture
def host(published: PublishedVisit, tmp_path: Path, serve: Callable[[Path], str]) -> Site:
    """A host with its own copy of the published pages."""
    shutil.copytree(published.site.root / "site", tmp_path / "site")
    return Site(tmp_path, serve(tmp_path / "site"))


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    """A page that may have console errors, which other tests do not allow."""
    page = chromium.new_page()
    yield page
    page.close()


def changed(published: PublishedVisit, host: Site, change: Callable[[str], str]) -> str:
    """Change a guest's card on the host; return its address there."""
    address = published.addresses["欧阳·朝晖"].replace(published.site.address, host.address)
    page = host.root / "site" / address.partition("#")[0].removeprefix(f"{host.address}/")
    page.write_text(change(page.read_text("utf-8")), "utf-8")
    return address


@pytest.mark.browser
def test_a_script_added_by_the_host_does_not_run_under_the_page_s_policy(
    published: PublishedVisit, host: Site, visitor: Page
) -> None:
    visitor.goto(changed(published, host, lambda page: page.replace("</body>", f"{STEALS}</body>")))

    assert heading(visitor) == "Ouyang Zhaohui 欧阳·朝晖"
    assert visitor.evaluate("document.documentElement.id") == ""


@pytest.mark.browser
def test_a_host_that_removes_the_policy_reads_the_key_and_verify_finds_the_page(
    published: PublishedVisit, host: Site, visitor: Page
) -> None:
    def without_policy(page: str) -> str:
        return page.replace("Content-Security-Policy", "nothing").replace(
            "<body>", f"<body>{STEALS}"
        )

    address = changed(published, host, without_policy)
    visitor.goto(address)
    stolen = visitor.evaluate("document.documentElement.id")
    assert stolen == "#" + address.partition("#")[2]  # what cannot be prevented

    card = address.partition("#")[0].rpartition("/")[2]
    result = published.clerk.runs("verify", SLUG, "--at", f"{host.address}/guests")
    assert result.exit_code == 1
    assert f"g/{card}" in result.stdout


def test_security_md_states_what_cannot_be_promised() -> None:
    text = " ".join((PROJECT / "SECURITY.md").read_text("utf-8").split())

    assert "hostile host** can change a page's script, and so read a card" in text
