"""What the user decided of statements: written down beside what was found, and applied to it.

`decisions.py` has what a user can decide, `applying.py` what comes of it (pure), `articles.py` brings an article's rows
in step with both.
"""
