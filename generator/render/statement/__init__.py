"""The reception statement (接待清单) and its accounts as tables, for a workbook and for paper."""

from generator.render.statement.book import statement_bytes as statement_bytes
from generator.render.statement.book import statement_content as statement_content
from generator.render.statement.book import statement_workbook as statement_workbook
from generator.render.statement.book import year_workbook as year_workbook
