"""Measures the program against its budgets: `make bench`. Its times are never part of the tests."""
