"""The log, its keys and the views on SQLite or PostgreSQL."""
