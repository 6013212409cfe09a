"""Names that look like the deprecated function and are not, next to one that is."""

from __future__ import annotations

from collections.abc import Callable

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.canonical_imports import create_websocket_manager, get_websocket_manager_factory
from netra_backend.app.websocket_core.websocket_manager import WebSocketManager


def with_parameter(get_websocket_manager_factory: Callable[[], str]) -> str:
    """Call the parameter."""
    return get_websocket_manager_factory()


def with_local(context: UserContext) -> WebSocketManager:
    """Call a local variable."""
    get_websocket_manager_factory = create_websocket_manager
    return get_websocket_manager_factory(context)


def with_comprehension(makers: list[Callable[[], str]]) -> list[str]:
    """Call the comprehension's own variable."""
    return [get_websocket_manager_factory() for get_websocket_manager_factory in makers]


class Shadowed:
    """Holds a class attribute of that name."""

    get_websocket_manager_factory = "a class attribute"

    def label(self) -> str:
        """Return the attribute."""
        return self.get_websocket_manager_factory

    def manager(self, context: UserContext) -> WebSocketManager:
        """Class attributes are invisible in methods: this is the module's name, a real use."""
        return get_websocket_manager_factory().create_manager(context)


def nested(context: UserContext) -> WebSocketManager:
    """Call the module's name from a function inside a function."""

    def inner() -> WebSocketManager:
        return get_websocket_manager_factory().create_manager(context)

    return inner()


lazily = lambda context: get_websocket_manager_factory().create_manager(context)  # noqa: E731
