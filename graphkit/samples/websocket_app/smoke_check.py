"""Exit with 0 when the application can be put together: `python smoke_check.py`."""

# A consumer of the facade, not of the deprecated function: it takes other names only.
from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.canonical_imports import WebSocketManager, create_websocket_manager


def check() -> bool:
    """Build a manager in both supported ways and compare what they know."""
    context = UserContext("smoke")
    direct = WebSocketManager(user_context=context)
    return create_websocket_manager(context).user_context == direct.user_context


if __name__ == "__main__":
    raise SystemExit(0 if check() else 1)
