"""The public address of a visit's cards: this machine's until somebody approves publication."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.enums import PublishTarget
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.sealing.links import Link, links_of
from generator.sealing.secret import require_secret
from generator.settings import PREVIEW_ADDRESS, Settings


def visit_links(
    loaded: LoadedVisit, settings: Settings, environment: Mapping[str, str]
) -> tuple[Link, ...]:
    """Return the links of a visit's cards; none for a classified visit.

    Raises SecretError where the visit's key cannot be used.
    """
    visit = loaded.visit
    assert visit is not None, "only a visit that was read has cards"
    if visit.is_classified:
        return ()
    secret = require_secret(loaded, settings, environment)
    return links_of(visit, secret, f"{guests_address(visit, settings)}/{visit.slug}")


def guests_address(visit: Visit, settings: Settings) -> str:
    """Return the address of site/guests/, below which the visit's microsite is served."""
    if is_loopback_only(visit, settings):
        return PREVIEW_ADDRESS
    return (settings.guest_url or PREVIEW_ADDRESS).rstrip("/")


def is_loopback_only(visit: Visit, settings: Settings) -> bool:
    """Whether a visit's cards open on this machine only: not approved, or no address is set."""
    approved = visit.publish is not None and visit.publish.target is not PublishTarget.PAPER
    return not (approved and settings.guest_url)
