"""What a topic's words find: inflected, derived and compound words among the words of all texts, and where."""
