"""Checks of costs.

`budget`, `rates` (meals and transport), `accompanying` (hosts at meals, escorts), `standards`
(rooms, hotels, menus, cars), `procurement`, `settlement`, `statement` (接待清单).
"""
