"""`python -m graphkit`: the same as the `graphkit` command."""

from __future__ import annotations

from graphkit.cli.main import main

if __name__ == "__main__":
    main()
