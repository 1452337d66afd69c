"""All mentions of names to actors (entity resolution), within what the user decided."""
