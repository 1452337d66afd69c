"""Actors in the database: the names that statements print, the actors they were resolved to, the user's decisions.

Which names are one actor is decided by `tracker.actors`, which knows no database. Here its answers are kept in step
with the articles: `mentions` writes what an article prints, `components` compares again what an article or a decision
touches, and `rebuild` does so for all. `names` and `counts` are what both write; `queries` and `evidence` answer.
"""
