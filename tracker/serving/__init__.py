"""The database as a local site: Datasette, and a plugin with pages for statements, actors, articles and decisions.

`site.py` puts it together, `plugin.py` says which address shows which page, `guard.py` who may ask, `pages/` what a
page has, and `editing.py` writes what editors decide. What is said in words is in `tracker.views.pages`.
"""
