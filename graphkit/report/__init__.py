"""Results to text: one format per file."""
