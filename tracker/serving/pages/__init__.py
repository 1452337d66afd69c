"""What each page has, and the same as records: of the database and what was asked."""
