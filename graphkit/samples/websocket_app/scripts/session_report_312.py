"""Print how many sessions each user has. Needs Python 3.12: `type` statement, nested quotes."""

from netra_backend.app.auth.context import UserContext
from netra_backend.app.websocket_core.canonical_imports import get_websocket_manager_factory

type Report = dict[str, int]


def count(user_ids: list[str]) -> Report:
    """Return user id -> open connections."""
    make = get_websocket_manager_factory
    return {user: len(make().create_manager(UserContext(user)).connections) for user in user_ids}


def describe(user_id: str) -> str:
    """Word one user's sessions; the call stands inside the f-string."""
    user = UserContext(user_id)
    return f"{user_id}: {len(get_websocket_manager_factory().create_manager(user).connections)} {"sessions"}"


if __name__ == "__main__":
    for name, sessions in count(["ada", "grace"]).items():
        print(f"{name}: {"none" if not sessions else sessions}")
