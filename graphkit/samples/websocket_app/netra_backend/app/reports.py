# Shadowed: the package `reports/` beside this file is what `import netra_backend.app.reports` finds.
"""How often the application was used, as one number."""

from __future__ import annotations


def total(counts: dict[str, int]) -> int:
    """Return the sum of all counts."""
    return sum(counts.values())
