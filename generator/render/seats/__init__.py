"""Pictures of who sits where, the same on pages, cards and paper. Who that is, is the model's:
precedence.py has the orders, arrangement.py the people."""

from generator.render.seats.figure import Chair
from generator.render.seats.roundtable import round_table_picture
from generator.render.seats.rows import seating_legend, seating_picture
from generator.render.seats.small import small_seating_picture, small_table_picture

__all__ = [
    "Chair",
    "round_table_picture",
    "seating_legend",
    "seating_picture",
    "small_seating_picture",
    "small_table_picture",
]
