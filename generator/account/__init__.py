"""What a visit costs, who pays, what guests owe, and what settlement still lacks.

The checks, the statement, the yearly sheet and the pictures all use these results.
"""
