"""Broken and hostile trees: each is a good small tree with one bad thing in it."""
