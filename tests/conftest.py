"""Fixtures and profiles that every test shares."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent

# No deadlines: how long an example takes is a benchmark's question.
settings.register_profile("dev", max_examples=60, deadline=None)
settings.register_profile(
    "ci", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

WriteTree = Callable[..., Path]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Look for doctests in the package only: helpers and worker scripts of the tests are not imported."""
    name = collection_path.name
    helper = collection_path.suffix == ".py" and not name.startswith("test_") and name != "conftest.py"
    return True if helper and collection_path.is_relative_to(REPOSITORY / "tests") else None


@pytest.fixture(autouse=True, scope="session")
def _own_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have the processes that tests start use this checkout, and no cache of the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(REPOSITORY), prepend=os.pathsep)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture
def sample() -> Path:
    """The directory of the bundled sample, with its graphkit.toml."""
    return REPOSITORY / "graphkit" / "samples" / "websocket_app"


@pytest.fixture
def write_tree(tmp_path: Path) -> WriteTree:
    """A function that writes {path: source} below a fresh root and returns the root.

    Sources are dedented, so that they can be written in line.
    """

    def write(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "tree"
        root.mkdir(exist_ok=True)
        for name, source in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(source, bytes):
                path.write_bytes(source)
            else:
                path.write_text(textwrap.dedent(source), encoding="utf-8")
        return root

    return write
