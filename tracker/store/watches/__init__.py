"""Watches: questions whose new answers are told."""
