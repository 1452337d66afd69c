"""Two printed names: whether they mean one actor, and which pairs are worth comparing."""
