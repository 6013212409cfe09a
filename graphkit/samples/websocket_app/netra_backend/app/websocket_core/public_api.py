"""The facade and the old names together; `__all__` is the sum of theirs."""

from netra_backend.app.websocket_core import canonical_imports, legacy_names
from netra_backend.app.websocket_core.canonical_imports import *  # noqa: F403
from netra_backend.app.websocket_core.legacy_names import *  # noqa: F403

__all__ = canonical_imports.__all__ + legacy_names.__all__
