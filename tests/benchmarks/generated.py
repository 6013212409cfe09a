"""Write a tree with any number of consumers of one deprecated function.

    python -m tests.benchmarks.generated DIRECTORY --consumers 5000

One definition, a facade, a second facade over it in every area; each area's modules take the function in turn
in the ways real code does, and every other one has a test. Same arguments, same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

AREA = 50
CONFIG = """\
[tool.graphkit]
roots = ["."]

[tool.graphkit.deprecations.factory]
target = "app.core.factory:get_factory"
facades = ["app.core.facade"]
replacement = "app.core.manager:Manager"
rewrites = [{ find = "get_factory().create($USER)", replace = "Manager(user=$USER)" }]

[tool.graphkit.deprecations.factory.golden_paths.start]
entry_points = ["app.main"]
tests = ["tests/area_000/test_module_000.py"]
"""
MANAGER = """\
class Manager:
    def __init__(self, *, user: str) -> None:
        self.user = user
"""
FACTORY = """\
from app.core.manager import Manager


class Factory:
    def create(self, user: str) -> Manager:
        return Manager(user=user)


def get_factory() -> Factory:
    return Factory()
"""
MAIN = """\
from app.area_000 import module_000


def main() -> None:
    module_000.work("ada")
"""
CORE = {
    "app/__init__.py": "",
    "app/core/__init__.py": "",
    "app/core/manager.py": MANAGER,
    "app/core/factory.py": FACTORY,
    "app/core/facade.py": 'from app.core.factory import get_factory\n\n__all__ = ["get_factory"]\n',
    "app/main.py": MAIN,
    "graphkit.toml": CONFIG,
}
BODY = "\n\ndef work(user):\n    return {}().create(user)\n"
GUARDED = """\
try:
    from app.core.facade import get_factory
except ImportError:
    get_factory = None
"""
LAZY = """\
def work(user):
    from app.core.facade import get_factory

    return get_factory().create(user)
"""
DEFAULT = """\
from app.core.factory import get_factory


def work(user, make=get_factory):
    return make().create(user)
"""
FORMS = (
    "from app.core.facade import get_factory\n" + BODY.format("get_factory"),
    "from app.core.facade import get_factory as make\n" + BODY.format("make"),
    "from app.core import facade\n" + BODY.format("facade.get_factory"),
    "from . import get_factory\n" + BODY.format("get_factory"),
    GUARDED + BODY.format("get_factory"),
    LAZY,
    DEFAULT,
)


def write_tree(directory: Path, consumers: int) -> None:
    """Write the tree with that many consuming modules into `directory`."""
    files = dict(CORE)
    for number in range(consumers):
        area, name = f"area_{number // AREA:03}", f"module_{number % AREA:03}"
        files.setdefault(f"app/{area}/__init__.py", "from app.core.facade import get_factory\n")
        files[f"app/{area}/{name}.py"] = FORMS[number % len(FORMS)]
        if number % 2 == 0:
            files[f"tests/{area}/test_{name}.py"] = (
                f"from app.{area} import {name}\n\n\ndef test_work():\n"
                f"    assert {name}.work('ada').user == 'ada'\n"
            )
    for path, text in sorted(files.items()):
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def main() -> None:
    """Write the tree that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--consumers", type=int, default=5_000)
    given = parser.parse_args()
    write_tree(given.directory, given.consumers)


if __name__ == "__main__":
    main()
