"""The project's own settings, from the plugin's options in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PREVIEW_ADDRESS = "http://127.0.0.1:8000/guests"
"""Where `handbook serve` shows cards; the only address a visit has until it is approved."""


MADE_HERE = "reception-handbook"
"""A keyword in the metadata of the workbooks and PDFs that the program makes for the office: they
hold personal data or cards, and `handbook guard` knows them by it wherever they are."""


@dataclass(frozen=True)
class Settings:
    """Where things are. Paths are absolute; `guest_url` is the public address of site/guests/,
    `appearance` is how the house's cards look, as written.
    """

    root: Path
    guest_url: str | None = None
    visits: str = "visits"
    appearance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def visits_folder(self) -> Path:
        return self.root / self.visits

    @property
    def docs_folder(self) -> Path:
        return self.root / "docs"

    @property
    def site_folder(self) -> Path:
        return self.root / "site"

    @property
    def handbook_folder(self) -> Path:
        return self.site_folder / "handbook"

    @property
    def output_folder(self) -> Path:
        return self.root / "output"

    @property
    def secrets_folder(self) -> Path:
        return self.root / ".secrets"

    def microsite_folder(self, slug: str) -> Path:
        """The published tree of one visit."""
        return self.site_folder / "guests" / slug


def project_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds mkdocs.yml."""
    return next((p for p in (start, *start.parents) if (p / "mkdocs.yml").is_file()), None)


def read_settings(root: Path) -> Settings:
    """The settings of the project at `root`; defaults where mkdocs.yml says nothing of them."""
    content = (root / "mkdocs.yml").read_text("utf-8-sig")
    options = _options(yaml.load(content, Loader=_AnyTagLoader))
    known = {key: options[key] for key, kind in KEYS.items() if isinstance(options.get(key), kind)}
    return Settings(root, **known)


KEYS: Mapping[str, type] = {"guest_url": str, "visits": str, "appearance": dict}


def _options(config: Any) -> dict[str, Any]:
    listed = config.get("plugins") if isinstance(config, dict) else None
    # MkDocs takes a list of plugins, and a mapping too.
    plugins = listed if isinstance(listed, list) else [listed]
    for plugin in plugins:
        if isinstance(plugin, dict) and isinstance(plugin.get("reception"), dict):
            return dict(plugin["reception"])
    return {}


class _AnyTagLoader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose `!!python/name:` and `!ENV` tags are MkDocs' affair."""


def _nothing(_loader: yaml.SafeLoader, _tag: str, _node: yaml.Node) -> None:
    return None


_AnyTagLoader.add_multi_constructor("", _nothing)
