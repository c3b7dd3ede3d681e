"""What a visit costs, who pays, what guests owe, and what settlement still lacks.

Computed here once: the checks report on it; statement, yearly sheet and pictures say it.
"""
