"""Asking a database: what users' filters mean, and the answers for programs and notebooks."""
