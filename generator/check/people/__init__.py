"""Checks of people.

`team` (receivers, liaisons, telephones, training), `presence` (one place at a time), `dates`
(before arrival, after departure), `seating` (seats by rank), `moderator`, `care` (stairs, meals,
breaks), `language`, `second_factor` (what opens a card).
"""
