"""Which vectors of sentences can be compared: apart from them, for questions ask it that need no numpy."""

VERSION = "e5-small-half-1"
