"""A second start opens the desk that is running."""

from __future__ import annotations

import webbrowser

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.desk.running import FILE, noted_address, running_desk
from generator.settings import read_settings
from tests.support.office import Office


def second_start(office: Office, command: str = "desk") -> Result:
    """Start the desk again at the port of the one that runs."""
    port = office.address.rpartition(":")[2]
    return CliRunner().invoke(main, ["-C", str(office.root), command, "--port", port])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were opened in a browser."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", addresses.append)
    return addresses


def test_a_second_start_opens_the_running_desk(office: Office, opened: list[str]) -> None:
    home = f"http://{office.address}{office.desk.home}/"
    with noted_address(home, read_settings(office.root)):
        result = second_start(office)

    assert result.exit_code == 0
    assert "工作台已经在运行" in result.output
    assert opened == [home]


def test_only_the_desk_opens_a_browser(office: Office, opened: list[str]) -> None:
    home = f"http://{office.address}{office.desk.home}/"
    with noted_address(home, read_settings(office.root)):
        result = second_start(office, "serve")

    assert (result.exit_code, opened) == (2, [])


@pytest.mark.parametrize("kept", ["of-a-desk-that-ended", "http://127.0.0.1:x/", "\udcff"])
def test_a_port_that_another_program_has_is_reported(
    office: Office, opened: list[str], kept: str
) -> None:
    text = f"http://{office.address}/desk/{kept}/" if kept.startswith("of") else kept
    (office.root / "output" / FILE).write_bytes(text.encode("utf-8", "surrogateescape"))

    result = second_start(office)

    assert (result.exit_code, opened) == (2, [])
    assert "不能使用" in result.output


def test_the_address_is_private_and_gone_in_the_end(office: Office) -> None:
    settings = read_settings(office.root)
    path = settings.output_folder / FILE
    with noted_address("http://127.0.0.1:9/desk/token/", settings):
        assert path.stat().st_mode & 0o77 == 0
        assert running_desk(settings) is None  # nothing answers there
    assert not path.exists()
