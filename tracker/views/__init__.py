"""From rows to what a person or a program reads: terminal text, JSON, JSON Lines and CSV."""
