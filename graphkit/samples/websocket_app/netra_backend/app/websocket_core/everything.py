"""All of the factory module, by star, without an `__all__` on either side."""

from netra_backend.app.websocket_core.websocket_manager_factory import *  # noqa: F403
