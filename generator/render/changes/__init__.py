"""The change report: worded for whom it concerns, as a text to send, a table, a page."""
