"""One article or a hundred thousand into the database: reading, extraction and writing at the same time."""
