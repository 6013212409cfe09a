"""How often each user has opened a socket."""

from __future__ import annotations

from auth_service.sockets import get_websocket_manager_factory


def count_openings(user_ids: list[str]) -> dict[str, int]:
    """Return user id -> number of openings."""
    return dict(get_websocket_manager_factory()(user_ids))
