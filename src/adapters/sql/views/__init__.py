"""The views in SQL: their tables, what is folded into them, what is asked of them."""
