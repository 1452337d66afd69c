"""What the pages of `tracker serve` say, in words: rows in, and out comes what templates print.

Texts from articles have passed `tracker.views.harmless`, as in reports.
"""
