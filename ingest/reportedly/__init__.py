"""reportedly: who said what, when, according to whom, and what others made of it."""

__version__ = "0.1.0"
