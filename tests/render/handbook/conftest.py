"""Reads pages as people do: their words, without markup."""

from __future__ import annotations
