"""A terminal with nothing on it, and one with the demo loaded."""

from tests.terminal import bare, terminal

__all__ = ["bare", "terminal"]
