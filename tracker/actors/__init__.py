"""Names to actors across articles: which printed names mean the same person, organisation or country.

`tracker.actors.names` compares two printed names; `tracker.actors.linking` makes actors of all sightings of names.
"""
