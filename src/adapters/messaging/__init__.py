"""Ways of taking a short message to a person."""
