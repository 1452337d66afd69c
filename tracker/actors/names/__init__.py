"""One printed name: its words, what they are, how they sound, and what is known about the name."""
