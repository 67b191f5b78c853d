"""Refusing a comment with a reason, and perhaps with a word to its author."""
