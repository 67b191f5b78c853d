"""Whoever wrote a comment: what is known of them, and how they are treated."""
