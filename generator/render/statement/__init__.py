"""The reception statement (接待清单) and its accounts as tables, for a workbook and for paper."""

from generator.render.statement.book import account_of as account_of
from generator.render.statement.book import statement_workbook as statement_workbook
from generator.render.statement.book import written_account as written_account
from generator.render.statement.book import year_workbook as year_workbook
