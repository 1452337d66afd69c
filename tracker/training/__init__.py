"""From corpora to what the extraction is trained on. Nothing else imports it."""
