"""The module graph of small trees, whatever their files are like, with and without a cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphkit.extract import import_graph
from graphkit.extract.cache import Cache, open_cache
from graphkit.extract.import_graph import scan_import_graph
from graphkit.extract.import_texts import Chunk
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING, ImportEdge, ImportGraph
from graphkit.model.problems import FilesSeen, Problem

OLD = 1_600_000_000


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        os.utime(target, (OLD, OLD))


def scan(root: Path, cache: Cache | None = None) -> tuple[ImportGraph, tuple[Problem, ...], FilesSeen]:
    tree, _ = read_source_tree([str(root)])
    return scan_import_graph(tree, cache or Cache())


def edges(root: Path, files: Mapping[str, str | bytes]) -> set[tuple[str, str, int, tuple[str, ...]]]:
    write(root, files)
    graph, problems, _ = scan(root)
    assert problems == ()
    assert list(graph.edges) == sorted(graph.edges)
    return {(edge.importer, edge.imported, edge.line, edge.names) for edge in graph.edges}


def test_forms_of_import(tmp_path: Path) -> None:
    found = edges(
        tmp_path,
        {
            "p/__init__.py": "",
            "p/a.py": "",
            "p/b.py": "x = 1",
            "p/m.py": "import p.a\nfrom p import a as q, thing\n"
            "from .b import (\n    x as y,\n    z,\n)\nfrom . import b\n",
            "run.py": "from p.b import *\nimport os, p\n",
        },
    )
    assert found == {
        ("p.m", "p.a", 1, ()),
        ("p.m", "p.a", 2, ("a as q",)),
        ("p.m", "p", 2, ("thing",)),
        ("p.m", "p.b", 3, ("x as y", "z")),
        ("p.m", "p.b", 7, ("b",)),
        ("run", "p.b", 1, ("*",)),
        ("run", "p", 2, ()),
    }


def test_tags(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "",
            "m.py": "import a\ntry:\n    import a\nexcept ImportError:\n    a = 1\ndef f():\n    import a\n"
            "if TYPE_CHECKING:\n    import a\nif x: import a\n",
        },
    )
    graph, _, _ = scan(tmp_path)
    assert graph.edges == (
        ImportEdge("m", "a", 1),
        ImportEdge("m", "a", 3, guarded=True),
        ImportEdge("m", "a", 7, when=CALL_TIME),
        ImportEdge("m", "a", 9, when=TYPE_CHECKING),
        ImportEdge("m", "a", 10, when=IMPORT_TIME),
    )
    assert graph.modules == ("a", "m")


def test_package_and_the_module_it_shadows_are_both_scanned(tmp_path: Path) -> None:
    found = edges(
        tmp_path,
        {"foo.py": "import b", "foo/__init__.py": "import a", "a.py": "", "b.py": "from foo import x"},
    )
    assert found == {("foo", "a", 1, ()), ("foo.py", "b", 1, ()), ("b", "foo", 1, ("x",))}


def test_absolute_import_does_not_reach_a_shadowed_file(tmp_path: Path) -> None:
    found = edges(tmp_path, {"foo.py": "", "foo/bar.py": "", "m.py": "from foo import bar\nimport foo.bar\n"})
    assert ("m", "foo", 1, ("bar",)) in found
    assert {imported for _, imported, _, _ in found} == {"foo"}


def test_script_imports_its_neighbour(tmp_path: Path) -> None:
    found = edges(
        tmp_path,
        {
            "tools/run.py": "import helper\nfrom kit.deep import x\nimport top\n",
            "tools/helper.py": "",
            "tools/kit/__init__.py": "",
            "tools/kit/deep.py": "",
            "tools/top.py": "",
            "top.py": "",
            "dev-tools/run.py": "from helper import x\n",
            "dev-tools/helper.py": "",
            "pkg/__init__.py": "",
            "pkg/m.py": "import helper",
        },
    )
    assert found == {
        ("tools.run", "tools.helper", 1, ()),
        ("tools.run", "tools.kit.deep", 2, ("x",)),
        ("tools.run", "top", 3, ()),
        ("dev-tools.run", "dev-tools.helper", 1, ("x",)),
    }


def test_notebook_imports_at_its_own_lines(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "source": ["%time\n", "import a"]}
    notebook = json.dumps({"cells": [cell], "metadata": {}}, indent=1)
    assert edges(tmp_path, {"a.py": "", "n.ipynb": notebook}) == {("n", "a", 7, ())}


def test_import_that_climbs_out_of_the_tree(tmp_path: Path) -> None:
    found = edges(
        tmp_path,
        {
            "a.py": "",
            "m.py": "from .. import a\nfrom ...a import b\nimport a\n",
            "p/m.py": "from ...x import y",
        },
    )
    assert found == {("m", "a", 3, ())}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("import a\ndef f(:\n    import b\n", 2, "syntax error"),
        (b"import a\nx = '\xe9'\ndef f():\n    import b\n", 2, "byte 0xe9 is not utf-8"),
        (b"import a\nx = 1\0\ndef f():\n    import b\n", 2, "null byte"),
    ],
)
def test_bad_file_costs_only_itself(tmp_path: Path, text: str | bytes, line: int, what: str) -> None:
    good = {f"good{number}.py": "import a\n" for number in range(20)}
    write(tmp_path, {**good, "a.py": "", "b.py": "", "bad.py": text})
    graph, (problem,), seen = scan(tmp_path)
    assert (problem.file, problem.line) == ("bad.py", line)
    assert problem.what.startswith(what)
    assert problem.hint
    assert {edge.importer for edge in graph.edges} == {"bad", *(name[:-3] for name in good)}
    assert {(edge.imported, edge.when) for edge in graph.edges if edge.importer == "bad"} == {
        ("a", IMPORT_TIME),
        ("b", CALL_TIME),
    }
    assert seen == FilesSeen(23, 23)


def test_many_bad_files(tmp_path: Path) -> None:
    bad = {f"bad{number}.py": "import a\n)\n" for number in range(30)}
    write(tmp_path, {**bad, "a.py": "", "good.py": "import a"})
    graph, problems, _ = scan(tmp_path)
    assert [problem.file for problem in problems] == sorted(bad)
    assert len(graph.edges) == 31


def test_newer_syntax_than_this_interpreter_parses(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "",
            "m.py": 'type X = int\nx = f"{a!r:{"b"}}"\ntry:\n    import a\nexcept ImportError: ...\n',
        },
    )
    graph, problems, _ = scan(tmp_path)
    assert problems == ()
    assert graph.edges == (ImportEdge("m", "a", 4, guarded=True),)


def test_file_that_is_gone_is_not_seen(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", "m.py": "import a"})
    tree, _ = read_source_tree([str(tmp_path)])
    (tmp_path / "m.py").unlink()
    graph, problems, seen = scan_import_graph(tree, Cache())
    assert [problem.file for problem in problems] == ["m.py"]
    assert (graph.edges, seen) == ((), FilesSeen(1, 2))


FILES = {
    "a.py": "",
    "b.py": "import a\n",
    "c.py": "from b import x, y as z\nimport a\n",
    "bad.py": "import a\n)",
    "tests/test_c.py": "def test():\n    import c\n",
}


def test_warm_run_is_equal_and_needs_no_scanner(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, FILES)
    cold = scan(root, open_cache(str(tmp_path / "cache")))
    assert cold == scan(root)
    script = (
        "import sys\n"
        "from graphkit.extract.cache import open_cache\n"
        "from graphkit.extract.import_graph import scan_import_graph\n"
        "from graphkit.extract.source_tree import read_source_tree\n"
        "tree, _ = read_source_tree([sys.argv[1]])\n"
        "print(repr(scan_import_graph(tree, open_cache(sys.argv[2]))))\n"
        "assert 'grimp' not in sys.modules\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    warm = subprocess.run(
        [sys.executable, "-c", script, str(root), str(tmp_path / "cache")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert warm.stdout.strip() == repr(cold)


@pytest.mark.parametrize(
    "change",
    [
        {"b.py": "import c\n"},
        {"bad.py": "import b\n"},
        {"a.py": ")"},
        {"new.py": "import a\n"},
        {"c/__init__.py": "import a\n"},
    ],
)
def test_after_a_change_the_answer_is_that_of_a_cold_run(tmp_path: Path, change: dict[str, str]) -> None:
    root = tmp_path / "root"
    write(root, FILES)
    cache = open_cache(str(tmp_path / "cache"))
    before = scan(root, cache)
    write(root, change)
    after = scan(root, cache)
    assert after == scan(root)
    assert after != before
    assert scan(root, cache) == after


def test_content_decides_not_the_time(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, FILES)
    cache = open_cache(str(tmp_path / "cache"))
    cold = scan(root, cache)
    for path in FILES:
        os.utime(root / path)
    assert scan(root, cache) == cold


def test_progress_reaches_the_total(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    tree, _ = read_source_tree([str(tmp_path)])
    said: list[tuple[str, int, int]] = []
    scan_import_graph(tree, Cache(), lambda what, done, total: said.append((what, done, total)))
    assert said[-1] == ("reading imports", 5, 5)


def test_shares_of_several_processes_are_joined(tmp_path: Path) -> None:
    root = tmp_path / "root"
    files = {f"p/m{number:04}.py": f"from p import m{number + 1:04}\n" for number in range(1200)}
    write(root, {**files, "p/__init__.py": "", "p/m0700.py": "import p.m0003\ndef f(:\n"})
    script = (
        "import os, sys\n"
        "os.cpu_count = lambda: 3\n"
        "from graphkit.extract.cache import open_cache\n"
        "from graphkit.extract.import_graph import scan_import_graph\n"
        "from graphkit.extract.source_tree import read_source_tree\n"
        "tree, _ = read_source_tree([sys.argv[1]])\n"
        "print(repr(scan_import_graph(tree, open_cache(sys.argv[2]))))\n"
        "try:\n"
        "    os.waitpid(-1, os.WNOHANG)\n"
        "except ChildProcessError:\n"
        "    print('no child is left')\n"
        "print(os.environ.get('RAYON_NUM_THREADS'))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    environment.pop("RAYON_NUM_THREADS", None)
    command = [sys.executable, "-c", script, str(root), str(tmp_path / "cache")]
    # the second run finds what the processes of the first put down
    for _ in range(2):
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert run.stdout.splitlines() == [repr(scan(root)), "no child is left", "None"]
        assert run.stderr == ""


def test_what_dead_processes_took_is_scanned_here(tmp_path: Path) -> None:
    files = {f"p/m{number:04}.py": f"from p import m{number + 1:04}\n" for number in range(1200)}
    write(tmp_path, {**files, "p/__init__.py": ""})
    script = (
        "import os, sys\n"
        "os.cpu_count = lambda: 3\n"
        "from graphkit.extract import import_graph\n"
        "from graphkit.extract.cache import Cache\n"
        "from graphkit.extract.source_tree import read_source_tree\n"
        "tree, _ = read_source_tree([sys.argv[1]])\n"
        "this, read = os.getpid(), import_graph.edges_of\n"
        "import_graph.edges_of = lambda *given: read(*given) if os.getpid() == this else os._exit(3)\n"
        "print(repr(import_graph.scan_import_graph(tree, Cache())))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", script, str(tmp_path)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == repr(scan(tmp_path))


def test_an_interrupt_in_the_scanner_ends_the_run(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, **{f"m{number}.py": "import a\n" for number in range(300)}})
    # the signal comes while the scanner turns its findings into Python objects
    script = (
        "import os, signal, sys\n"
        "from grimp.domain import valueobjects\n"
        "from graphkit.extract.cache import Cache\n"
        "from graphkit.extract.import_graph import scan_import_graph\n"
        "from graphkit.extract.source_tree import read_source_tree\n"
        "made = valueobjects.DirectImport\n"
        "sent = []\n"
        "def interrupted(**given):\n"
        "    # once: a second one would meet the interpreter's own end\n"
        "    if not sent:\n"
        "        sent.append(os.kill(os.getpid(), signal.SIGINT))\n"
        "    return made(**given)\n"
        "valueobjects.DirectImport = interrupted\n"
        "tree, _ = read_source_tree([sys.argv[1]])\n"
        "try:\n"
        "    scan_import_graph(tree, Cache())\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", script, str(tmp_path)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("interrupted\n", "")


def test_after_a_switch_and_back_only_changed_content_is_scanned_and_unchanged_content_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    write(root, FILES)
    cache = open_cache(str(tmp_path / "cache"))
    cold = scan(root, cache)
    scanned: list[str] = []
    take = import_graph._take

    def noted(chunk: Chunk, *rest: object) -> None:
        scanned.extend(file.path for file in chunk.files)
        take(chunk, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(import_graph, "_take", noted)
    # a checkout writes every file anew, one with other content
    for number, change in enumerate((b"import c\n", FILES["b.py"].encode()), start=1):
        for path in FILES:
            (root / path).write_bytes((root / path).read_bytes() if path != "b.py" else change)
            os.utime(root / path, (OLD + number, OLD + number))
        after = scan(root, cache)
        assert scanned == ["b.py"]
        scanned.clear()
    assert after == cold
