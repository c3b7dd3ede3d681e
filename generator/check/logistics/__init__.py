"""Checks of rooms, tables, halls and vehicles.

`lodging` (rooms), `nights` (of each stay and guest), `dining` (seats at meals), `tables`, `diet`,
`halls`, `transport` (rides), `fleet` (vehicles), `moves` (changes of place without a ride),
`pickups` (rides from and to stations).
"""
