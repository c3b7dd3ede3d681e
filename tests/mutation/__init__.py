"""Changes the program a little, in one place at a time, and sees whether a test says so:
`make mutants`. cosmic-ray brings the changes; what runs the tests is here, because a process for
each of some thousand changes would take a day.
"""
