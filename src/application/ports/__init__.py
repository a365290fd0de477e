"""What the application asks of the world around it."""
