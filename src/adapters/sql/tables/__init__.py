"""The 台账表 in SQL: one query for each, which the files and the views for colleagues share."""
