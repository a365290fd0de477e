"""Ledgers as offices keep them: Excel workbooks and CSV files, read and written."""
