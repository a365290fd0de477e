"""Taking messages to addresses outside."""
