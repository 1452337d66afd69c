"""Gold of our own: articles to read, what their readers wrote down, and how well readers agree.

`python -m tracker.gold` lays out batches of articles, checks what readers wrote and turns it into offsets. The
guidelines are `tracker/guides/annotation.md`. Nothing here looks at what tracker finds.
"""
