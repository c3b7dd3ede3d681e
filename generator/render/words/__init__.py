"""What people read of days, places, people, events and vehicles, worded in one language.

Cards, pages, paper, lists, the statement, change reports and comparisons word things here, so that
a room or a seat has the same words wherever it appears.
"""

from generator.render.words.phrases import Wording as Wording
from generator.render.words.phrases import wording_of as wording_of
