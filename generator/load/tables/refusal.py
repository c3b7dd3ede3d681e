"""The one exception of the loader: a file that must not be opened, on its way to a finding."""

from __future__ import annotations


class RefusedError(Exception):
    """The file is not to be read; `code` is the finding's, `values` what its message says."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
