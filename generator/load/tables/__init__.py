"""Workbooks and CSV files to tables of cells with places."""

from __future__ import annotations


class RefusedError(Exception):
    """A file that must not be opened; `code` and `values` are those of the finding."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
