"""Measures the program against its budgets: `make bench`. Never part of the tests."""
