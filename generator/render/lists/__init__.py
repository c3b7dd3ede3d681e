"""A visit's lists as one workbook, output/<slug>/lists.xlsx: for the front desk, kitchen, drivers.

Sheets of what the office enters have the loader's own headings, so that they can be read back.
"""

from generator.render.lists.book import lists_bytes as lists_bytes
from generator.render.lists.book import lists_content as lists_content
from generator.render.lists.book import lists_workbook as lists_workbook
