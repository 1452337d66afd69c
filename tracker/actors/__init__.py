"""Names to actors across articles: which printed names mean the same person, organisation or country.

`names` takes one printed name apart, `comparing` compares two of them, and `resolving` makes actors of all mentions.
"""
