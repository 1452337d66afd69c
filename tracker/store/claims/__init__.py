"""Claims: which statements make the same one, found from their wordings, and what the user decided of that."""
