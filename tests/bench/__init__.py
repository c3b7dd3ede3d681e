"""Measures the program against its budgets (`make bench`). No test depends on a time."""
