"""The version of the code."""

__version__ = "0.2.0.dev0"
