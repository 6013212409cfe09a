"""How often the application was used."""

from netra_backend.app.reports.usage import usage

__all__ = ["usage"]
