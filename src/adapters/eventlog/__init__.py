"""How facts are spelled on disk."""
