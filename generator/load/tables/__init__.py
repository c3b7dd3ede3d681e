"""Workbooks and CSV files to tables of cells with places."""
