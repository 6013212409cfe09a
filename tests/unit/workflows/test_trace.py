"""The steps of `graphkit trace`."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BadTarget, NoPythonFiles, RootNotFound
from graphkit.model.uses import Trace
from graphkit.report.formats import render
from graphkit.workflows.trace import trace
from tests.conftest import WriteTree

FILES: dict[str, str] = {
    "pkg/__init__.py": "",
    "pkg/a.py": "def make(): ...\n",
    "pkg/f.py": "from pkg.a import make\n",
    "pkg/use.py": "# make\nfrom pkg.f import make\nmake()\n",
}


def run(root: Path, target: str = "pkg.a:make", *, mentions: bool = False) -> Trace:
    return trace(target, roots=[str(root)], cache=False, mentions=mentions)


def test_a_trace(write_tree: WriteTree) -> None:
    result = run(write_tree(FILES))
    assert str(result.target) == "pkg.a:make"
    assert [consumer.module for consumer in result.consumers] == ["pkg.use"]
    assert [reexport.module for reexport in result.reexports] == ["pkg.f"]
    assert result.files == (4, 4)
    assert result.problems == ()
    assert result.mentions is None


def test_mentions_only_when_asked_for(write_tree: WriteTree) -> None:
    root = write_tree(FILES)
    assert [m.line for m in run(root, mentions=True).mentions or ()] == [1]
    assert run(root).mentions is None


def test_the_same_input_gives_the_same_bytes_in_every_format(write_tree: WriteTree) -> None:
    root = write_tree(FILES)
    for format_name in ("json", "text"):
        assert render(run(root), format_name) == render(run(root), format_name)


def test_the_order_of_the_files_does_not_matter(write_tree: WriteTree, tmp_path: Path) -> None:
    first = run(write_tree(FILES))
    root = tmp_path / "again"
    for name in sorted(FILES, reverse=True):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(FILES[name])
    assert run(root) == first


def test_a_configured_name_is_a_target(write_tree: WriteTree) -> None:
    config = '[deprecations.old]\ntarget = "pkg.a:make"\n'
    root = write_tree({**FILES, "graphkit.toml": config})
    assert str(run(root, "old").target) == "pkg.a:make"


def test_a_link_that_leads_to_itself_is_a_problem(write_tree: WriteTree) -> None:
    root = write_tree(FILES)
    (root / "pkg" / "loop.py").symlink_to("loop.py")
    result = run(root)
    assert [consumer.module for consumer in result.consumers] == ["pkg.use"]
    assert [(problem.file, problem.what) for problem in result.problems] == [
        ("pkg/loop.py", "link to nothing")
    ]


def test_bad_questions(write_tree: WriteTree, tmp_path: Path) -> None:
    root = write_tree(FILES)
    with pytest.raises(BadTarget):
        run(root, "pkg.a:gone")
    with pytest.raises(RootNotFound):
        run(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoPythonFiles):
        run(tmp_path / "empty")
