"""Values to values: one question about a code base per file."""
