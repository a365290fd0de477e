"""What instruments write: files by declared mappings, and messages in JSON."""
