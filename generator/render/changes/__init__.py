"""The change report: worded for the people concerned, as text messages, a table, a page."""
