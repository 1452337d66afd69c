"""Which statements make the same claim, in whatever words, language and outlet; pure: no database, no clock."""
