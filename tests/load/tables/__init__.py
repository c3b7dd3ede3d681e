"""Workbooks and CSV files to tables."""
