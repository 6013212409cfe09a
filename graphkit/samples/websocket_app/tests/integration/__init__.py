"""Several parts at once."""
