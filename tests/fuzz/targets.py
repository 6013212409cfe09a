"""What is fuzzed: each target takes any bytes and may raise nothing but a GraphkitError."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import crc32

from graphkit.errors import GraphkitError
from graphkit.extract.cache import FILE_NAME, DiskCache
from graphkit.extract.config import load_config
from graphkit.extract.import_edges import ModuleNames, edges_of, readable_edges
from graphkit.extract.import_statements import find_statements
from graphkit.extract.import_tags_exact import exact_tags
from graphkit.extract.module_facts import module_facts, occurrences, parse, pytest_parts, syntax_errors
from graphkit.extract.patterns import compile_patterns
from graphkit.extract.plan_file import read_document, read_order
from graphkit.extract.saved_trace import read_trace
from graphkit.extract.source_text import decode_source
from graphkit.extract.suite import holds_tests
from graphkit.extract.text_patterns import Text, TextPattern
from graphkit.model.tree import SourceFile, SourceTree
from graphkit.report.diagram_diff import draw_diff
from graphkit.report.dot import dot
from graphkit.report.json_document import json_document
from graphkit.report.markdown_plan_merge import mark, merge_plan
from graphkit.report.mermaid import mermaid
from graphkit.report.text import text
from graphkit.workflows.bindings import bindings
from graphkit.workflows.blast import blast
from graphkit.workflows.trace import trace
from graphkit.workflows.whatif import whatif

# takes the input, and a directory of its own to work in
Target = Callable[[bytes, Path], None]

_FILE = SourceFile("pkg/mod.py", "pkg.mod", siblings=None)
_TREE = SourceTree(
    "/nowhere", ("/nowhere",), (SourceFile("pkg/__init__.py", "pkg", is_package=True), _FILE), frozenset()
)
_PLAN = "\n".join(["# Plan", *mark("phase-1", ["", "- [ ] `a.py`", ""]), *mark("done", ["", "## Done", ""])])
_AROUND = {
    "__init__.py": "",
    "factory.py": "def make(): ...\ndef other(): ...\n__all__ = ['make']\n",
    "facade.py": "from pkg.factory import *\nfrom pkg.mod import make as again\n",
    "user.py": "from pkg import mod\nfrom pkg.facade import again, make\nagain(mod.make)\n",
    "test_user.py": "from unittest import mock\nmock.patch('pkg.mod.make')\n",
}


def parser(data: bytes, place: Path) -> None:
    """Everything that is read of one file by itself; every line told is a line of the file."""
    del place
    decoded = decode_source(_FILE, data)
    source = decoded.source
    source.decode("utf-8")
    lines = source.count(b"\n") + 1
    parsed = parse(source)
    facts = module_facts(parsed)
    for name in ("make", "pkg", "__all__"):
        for reference in occurrences(parsed, name).references:
            assert 1 <= reference.place.line <= lines
    assert all(1 <= line <= lines for line, _ in syntax_errors(parsed.root))
    assert all(0 <= binding.place.line <= lines for binding in facts.bindings)
    pytest_parts(parsed)
    holds_tests(data)
    exact_tags(source)
    names = ModuleNames(_TREE)
    found = [("pkg", line) for line, _ in find_statements(source)]
    edges_of(_FILE, decoded, found, names)
    readable_edges(_FILE, decoded, names)


def notebook(data: bytes, place: Path) -> None:
    """A file of cells; its lines are lines of the file."""
    del place
    decoded = decode_source(_FILE._replace(path="a.ipynb", module="a", kind="notebook"), data)
    lines = data.decode("utf-8-sig", "replace").count("\n") + 1
    assert decoded.line_map is not None
    assert all(1 <= line <= lines for line in decoded.line_map)
    assert len(decoded.line_map) == decoded.source.count(b"\n")
    module_facts(parse(decoded.source))


def config(data: bytes, place: Path) -> None:
    """A configuration, and the patterns in it at work."""
    path = place / "graphkit.toml"
    path.write_bytes(data)
    found = load_config(str(path), str(place))
    compile_patterns(found.exclude)("a/b.py", "b.py", False)
    compile_patterns(found.tests)("a", "a", True)
    for detector in found.detectors:
        compile_patterns(detector.files)("a/b.py", "b.py", False)
        for regex in (*detector.gate, *(pattern.regex for pattern in detector.patterns)):
            if len(regex) < 12:
                # a long one may backtrack without end: docs/security.md
                TextPattern(regex).matches(Text(b"import make\nmake()\n"))


def order(data: bytes, place: Path) -> None:
    """An order of steps."""
    path = place / "order.toml"
    path.write_bytes(data)
    assert read_order(str(path))


def plan_document(data: bytes, place: Path) -> None:
    """A plan that somebody edited: merged, it is a fixed point."""
    path = place / "plan.md"
    path.write_bytes(data)
    before = read_document(str(path))
    if before is not None:
        merged = merge_plan(before, _PLAN)
        assert merge_plan(merged, _PLAN) == merged


def saved_trace(data: bytes, place: Path) -> None:
    """A saved result, and what is made of it."""
    path = place / "trace.json"
    path.write_bytes(data)
    found = read_trace(str(path))
    text(found)
    json.loads(json_document(found))
    diagram = draw_diff(found, found, ("a", "b"))
    dot(diagram)
    mermaid(diagram)


def cache_entries(data: bytes, place: Path) -> None:
    """Each value of a cache replaced: damaged, the answer is the same; forged, there is still one."""
    root = _tree(place, b"from pkg.factory import make\n")
    directory = place / "cache"
    if not (directory / FILE_NAME).exists():
        _answers(root, directory)
        _answers(root, directory)
        _copy(directory / FILE_NAME, place / "pristine")
    for leftover in directory.glob("*"):
        leftover.unlink()
    (directory / FILE_NAME).write_bytes((place / "pristine").read_bytes())
    forged = data[:1] < b"\x80"
    connection = sqlite3.connect(directory / FILE_NAME)
    with connection:
        rows = connection.execute("SELECT rowid, value FROM entries ORDER BY kind, key").fetchall()
        row, value = rows[data[1] % len(rows)] if len(data) > 1 else rows[0]
        body = _mutated(value[4:], data[2:])
        head = crc32(body).to_bytes(4, "little") if forged else value[:4]
        connection.execute("UPDATE entries SET value = ? WHERE rowid = ?", (head + body, row))
    connection.close()
    found = _answers(root, directory)
    if not forged:
        assert found == _answers(root, None)


def cache_file(data: bytes, place: Path) -> None:
    """Any bytes as the file of a cache."""
    for suffix in ("", "-wal", "-shm"):
        (place / (FILE_NAME + suffix)).unlink(missing_ok=True)
    (place / FILE_NAME).write_bytes(data)
    cache = DiskCache(str(place))
    cache.put_many("kind", {b"key": ("value", 1)})
    # a damaged file may lose it, never give another
    assert cache.get("kind", b"key", tuple) in (None, ("value", 1))
    cache.close()


def whole_module(data: bytes, place: Path) -> None:
    """A file of any content among others: every answer comes, and its JSON can be read."""
    _answers(_tree(place, data), None)


def whatif_target(data: bytes, place: Path) -> None:
    """Any words for what is to be removed or traced."""
    root = _tree(place, b"from pkg.factory import make\n")
    word = data.decode("utf-8", "surrogateescape")
    for ask in (whatif, trace):
        try:
            found = ask(word, roots=[str(root)], cache=False)
        except GraphkitError:
            continue
        json.loads(json_document(found))


def _tree(place: Path, source: bytes) -> Path:
    package = place / "tree" / "pkg"
    if not package.exists():
        package.mkdir(parents=True)
        for name, code in _AROUND.items():
            (package / name).write_text(code)
    (package / "mod.py").write_bytes(source)
    return package.parent


def _answers(root: Path, directory: Path | None) -> list[str]:
    """What several commands say, as JSON that was read back."""
    options: dict[str, Any] = {"roots": [str(root)], "cache": directory is not None}
    if directory is not None:
        options["cache_dir"] = str(directory)
    results: list[object] = [
        trace("pkg.factory:make", **options),
        whatif("pkg.factory:make", **options),
        bindings(**options),
        blast(**options),
    ]
    documents = [json_document(result) for result in results]
    for document in documents:
        json.loads(document)
    for result in results:
        text(result)
    return documents


def _copy(path: Path, other: Path) -> None:
    """Copy a database that may still be open."""
    source, copy = sqlite3.connect(path), sqlite3.connect(other)
    source.backup(copy)
    source.close()
    copy.close()


def _mutated(value: bytes, data: bytes) -> bytes:
    """Overwrite bytes of `value`: places and what goes there are read from `data`, three bytes each."""
    changed = bytearray(value)
    for at in range(0, len(data) - 2, 3):
        if changed:
            changed[int.from_bytes(data[at : at + 2], "little") % len(changed)] = data[at + 2]
    return bytes(changed)


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        function.__name__: function
        for function in (
            parser,
            notebook,
            config,
            order,
            plan_document,
            saved_trace,
            cache_entries,
            cache_file,
            whole_module,
            whatif_target,
        )
    }
)


def run(name: str, data: bytes, place: Path) -> None:
    """Run a target; a GraphkitError is how it may refuse its input."""
    with suppress(GraphkitError):
        TARGETS[name](data, place)
