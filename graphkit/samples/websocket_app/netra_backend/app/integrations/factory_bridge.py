"""Hands the socket factory to other systems."""

from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory

__all__ = ["get_websocket_manager_factory"]
