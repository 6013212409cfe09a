"""Charts: what each says, and how it is drawn. The one place that knows matplotlib."""
