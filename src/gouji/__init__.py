"""Gouji (勾稽): read, tie out, prepare and publish departmental budgets."""

__version__ = "0.1.0"
