"""A buyer's interview about freedom of association, that keeps asking."""

__version__ = "0.1.0"
