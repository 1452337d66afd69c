"""Following feeds: articles that are new in them are fetched and ingested."""
