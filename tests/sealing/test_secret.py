"""A visit's key that cannot be used."""

from __future__ import annotations

import pickle

import pytest

from generator.sealing.secret import NoSecretYetError, SecretError


@pytest.mark.parametrize("kind", [SecretError, NoSecretYetError])
def test_an_error_of_a_worker_s_process_keeps_its_kind_and_finding(kind: type[SecretError]) -> None:
    problem = kind("secret.missing_built", "visits/a", file=".secrets/a.key", slug="a")

    received = pickle.loads(pickle.dumps(problem))

    assert type(received) is kind
    assert received.finding == problem.finding
