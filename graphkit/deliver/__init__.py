"""Text out: files, and the Graphviz program."""
