"""Who is asking."""

from netra_backend.app.auth.context import UserContext
from netra_backend.app.auth.guard import authenticate

__all__ = ["UserContext", "authenticate"]
