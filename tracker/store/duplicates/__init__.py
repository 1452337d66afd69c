"""Articles that are the same or nearly: identical texts printed elsewhere, near-duplicates, versions at one address."""
