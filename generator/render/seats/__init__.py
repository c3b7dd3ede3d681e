"""Pictures of who sits where, the same on pages, cards and paper. Who that is, is the model's:
precedence.py has the orders, arrangement.py the people.
"""

from generator.render.svg.own_seat import small_seating_picture, small_table_picture
from generator.render.svg.round_table import round_table_picture
from generator.render.svg.seat_rows import seating_legend, seating_picture
from generator.render.svg.seats import Chair

__all__ = [
    "Chair",
    "round_table_picture",
    "seating_legend",
    "seating_picture",
    "small_seating_picture",
    "small_table_picture",
]
