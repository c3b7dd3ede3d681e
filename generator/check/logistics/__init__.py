"""Checks of rooms, tables, halls and vehicles.

`lodging` (rooms), `open_rooms` (rooms without numbers), `nights` (of each stay and guest), `dining`
(seats at meals), `tables`, `diet`, `halls`, `transport` (rides), `fleet` (vehicles), `moves`
(changes of place without a ride), `pickups` (rides from and to stations).
"""
