"""Sockets: who is connected, and how to reach them. Submodules load on first access."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules={"canonical_imports", "websocket_manager"},
    submod_attrs={
        "connection": ["Connection", "InMemorySocket"],
        "websocket_manager_factory": ["get_websocket_manager_factory"],
    },
)
