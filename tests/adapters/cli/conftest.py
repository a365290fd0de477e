"""A terminal with nothing on it, and one with the demo loaded."""

from tests.terminal import bare, loaded, terminal

__all__ = ["bare", "loaded", "terminal"]
