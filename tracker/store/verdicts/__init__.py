"""Verdicts of fact-checkers: brought in, matched with statements, asked for, and the user's word on the matches."""
