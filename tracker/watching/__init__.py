"""Telling what is new for watches: commands that are run, webhooks, mail, Atom."""
