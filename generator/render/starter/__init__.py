"""The visit folder that `handbook new` writes: visit.yml with explanations, and a workbook.

To add a column or a sheet: a line in sheets.py, and its explanation in the vocabulary's `notes`.
"""

from generator.render.starter.book import starter_workbook as starter_workbook
from generator.render.starter.reply import reply_form as reply_form
from generator.render.starter.visitfile import VisitNames as VisitNames
from generator.render.starter.visitfile import starter_yaml as starter_yaml
