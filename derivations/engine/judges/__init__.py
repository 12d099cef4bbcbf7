"""Brute-force judges: numbers only, no code shared with the rules they judge."""
