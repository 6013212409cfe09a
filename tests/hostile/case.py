"""What a hostile tree is: a good small tree, one bad thing, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

Files = Mapping[str, str | bytes]

# takes `make` through the facade; most bad files begin with it, so that what is lost shows
CONSUMER = "from pkg.facade import make\n\n\ndef late():\n    return make()\n"

GOOD: Files = {
    "graphkit.toml": """\
[deprecations.make]
target = "pkg.factory:make"
facades = ["pkg.facade"]
replacement = "pkg.manager:Manager"

[deprecations.make.golden_paths.main]
entry_points = ["pkg.routes"]

[detectors.imports]
files = ["pkg/facade.py", "pkg/routes.py", "tests/*.py"]
deprecated = ["import make"]
current = ["Manager"]
""",
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make():\n    return 1\n",
    "pkg/manager.py": "class Manager: ...\n",
    "pkg/facade.py": 'from pkg.factory import make\n\n__all__ = ["make"]\n',
    "pkg/routes.py": "from pkg.facade import make\n\nvalue = make()\n",
    "pkg/worker.py": "import pkg.facade as facade\n\n\ndef work():\n    return facade.make()\n",
    "tests/test_routes.py": (
        "from unittest.mock import patch\n\nfrom pkg import routes\n\n\n"
        'def test_value():\n    with patch("pkg.routes.make"):\n        assert routes.value\n'
    ),
}


class Case(NamedTuple):
    """One hostile tree."""

    name: str
    # files that are added to the good tree, or replace some of it
    files: Files = MappingProxyType({})
    # what else is done to the tree
    build: Callable[[Path], None] | None = None
    # paths, as they are shown, that every reading must list as a problem, each once
    bad: tuple[str, ...] = ()
    # files of the sound tree that must give the same answers; those in `bad` are empty there when not named
    twin: Files | None = None
    # bad only to a parser that goes beyond syntax: may be listed
    doubtful: bool = False
    # Python does not import the file, where the sound tree's is imported
    fails: bool = False
    # paths that nobody but root can read
    denied: tuple[str, ...] = ()
    # takes seconds or hundreds of megabytes
    heavy: bool = False


def write(root: Path, files: Files) -> Path:
    """Write `files` below `root`, which is made, and return it."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def hostile(case: Case, root: Path) -> Path:
    """Write the hostile tree of `case`."""
    write(root, {**GOOD, **case.files})
    if case.build is not None:
        case.build(root)
    return root


def sound(case: Case, root: Path) -> Path:
    """Write the tree that has the same answers."""
    empty = {path: "" for path in case.bad if path in case.files}
    return write(root, {**GOOD, **(empty if case.twin is None else case.twin)})
