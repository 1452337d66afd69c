"""Following feeds: what they announce anew is fetched and ingested."""
