"""What a peer with a Python API answers, as JSON.

    python -m tests.benchmarks.peer_answers PEER ROOT [TARGET]

PEER is grimp (the module graph: `[importer, imported]`), griffe (bindings: `[module, name, origin]`), jedi or
rope (references to TARGET: `[file, line]`). Each does no more than its documentation says one has to do.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.lsp import position
from tests.differential.griffe_bindings import predict

Rows = Iterator[tuple[object, ...]]


def main() -> None:
    """Print the answer."""
    peer, root, *target = sys.argv[1:]
    print(json.dumps(sorted({*PEERS[peer](Path(root).resolve(), *target)})))


def grimp(root: Path) -> Rows:
    """The edges between the packages of the root, without a cache of grimp's own."""
    module: Any = importlib.import_module("grimp")
    sys.path.insert(0, str(root))
    graph = module.build_graph(*packages(root), cache_dir=None)
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            if importer != imported:
                yield importer, imported


def griffe(root: Path) -> Rows:
    """Every alias in the packages of the root that ends at a function or a class."""
    for module, names in predict(root).items():
        for name, origins in names.items():
            yield module, name, origins[0]


def jedi(root: Path, target: str) -> Rows:
    """The references in the whole project."""
    module: Any = importlib.import_module("jedi")
    path, text = definition(root, target)
    line, column = position(text, target.partition(":")[2])
    script = module.Script(text, path=path, project=module.Project(root))
    for name in script.get_references(line, column, scope="project"):
        if name.module_path is not None and name.module_path.is_relative_to(root):
            yield name.module_path.relative_to(root).as_posix(), name.line


def rope(root: Path, target: str) -> Rows:
    """The occurrences in the whole project."""
    projects: Any = importlib.import_module("rope.base.project")
    finding: Any = importlib.import_module("rope.contrib.findit")
    path, text = definition(root, target)
    line, column = position(text, target.partition(":")[2])
    offset = sum(len(one) for one in text.splitlines(keepends=True)[: line - 1]) + column
    project = projects.Project(str(root), ropefolder=None)
    resource = project.get_resource(path.relative_to(root).as_posix())
    for place in finding.find_occurrences(project, resource, offset):
        yield place.resource.path, place.lineno


def packages(root: Path) -> list[str]:
    """The packages directly in the root."""
    return sorted(path.parent.name for path in root.glob("*/__init__.py"))


def definition(root: Path, target: str) -> tuple[Path, str]:
    """The file of the target's module, and its text."""
    base = root / target.partition(":")[0].replace(".", "/")
    path = next(file for file in (base.with_suffix(".py"), base / "__init__.py") if file.exists())
    return path, path.read_text(encoding="utf-8")


PEERS: dict[str, Callable[..., Rows]] = {"grimp": grimp, "griffe": griffe, "jedi": jedi, "rope": rope}

if __name__ == "__main__":
    main()
