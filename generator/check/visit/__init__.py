"""Checks of a visit as a whole.

`scope` (whether it may be received), `letter`, `preparation` (meeting, decisions, tasks),
`meetings` (visits of the kind meeting), `integrity` (tours, gifts, ceremony), `confidentiality`.
`ended` is no check: it depends on the day, and the commands call it.
"""
