"""What the house is connected to: databases, files, the web, the terminal."""
