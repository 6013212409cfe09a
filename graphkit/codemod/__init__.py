"""Changes source text: `(text, what to do)` to `(text, what was done and what was not)`."""
