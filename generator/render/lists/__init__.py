"""A visit's lists as one workbook, output/<slug>/lists.xlsx: for the front desk, kitchen, drivers.

Sheets that hold what the office enters use the loader's own headings, so that they come back in.
"""

from generator.render.lists.book import lists_of as lists_of
from generator.render.lists.book import lists_workbook as lists_workbook
from generator.render.lists.book import written_lists as written_lists
