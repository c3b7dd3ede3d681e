"""Mutation tests: change the program in one place, and see whether a test fails (`make mutants`).

cosmic-ray generates the changes. The runner is our own, because a process for each of some thousand
changes would take a day.
"""
