"""What would still be true if the records were kept on paper."""
