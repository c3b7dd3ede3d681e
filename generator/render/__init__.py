"""Turns an agenda or a visit into bytes: pages, QR codes, calendars, workbooks, paper."""
