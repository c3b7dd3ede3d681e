"""89: a visit's secret that is missing, unreadable, wrong or another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.sealing.secret import SecretError, read_secret
from generator.settings import Settings
from tests.hostile.project import build, run
from tests.support.visit_files import write

SECRETS = {
    "wrong-length": ("c2hvcnQ=", "secret.broken"),
    "no-base64": ("?" * 44, "secret.broken"),
    "empty": ("", "secret.broken"),
    "other-letters": ("钥匙", "secret.unreadable"),
}


@pytest.mark.parametrize("case", SECRETS)
def test_an_unusable_secret_is_reported_and_not_replaced(tmp_path: Path, case: str) -> None:
    content, code = SECRETS[case]
    write(tmp_path / ".secrets", {"case.key": content})

    with pytest.raises(SecretError) as problem:
        read_secret("case", Settings(tmp_path), {})

    assert (problem.value.finding.code, problem.value.finding.place.file) == (
        code,
        ".secrets/case.key",
    )
    assert (tmp_path / ".secrets/case.key").read_text("utf-8") == content


def test_a_secret_without_permission_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)

    with pytest.raises(SecretError) as problem:
        read_secret("case", Settings(tmp_path), {})

    assert problem.value.finding.code == "secret.unreadable"


@pytest.mark.parametrize("harm", ["another secret", "a spoilt fingerprint"])
def test_a_secret_that_changed_stops_the_build(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    before = build(settings)
    if harm == "another secret":
        monkeypatch.setenv("RECEPTION_SECRET_CASE", "A" * 43 + "=")
    else:
        write(settings.output_folder / "case", {"secret.fingerprint": b"\xff\xfe"})

    result = run(settings.root, "build")

    assert result.exit_code == 2
    assert "钥匙与上一次生成时的不同" in result.stdout
    folder = settings.microsite_folder("case")
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")} == set(before)
