"""What the application remembers, in memory."""

from netra_backend.app.db.store import Store

__all__ = ["Store"]
