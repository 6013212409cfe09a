"""A run after an edit parses only what was edited, and the target's own file, which is looked at first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.extract import code_facts, facts_ahead
from graphkit.extract.module_facts import Parsed, parse
from graphkit.workflows.trace import trace
from tests.functional.trees import tree

OLD = 1_600_000_000
FILES = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make(): ...\n",
    "pkg/facade.py": "from pkg.factory import make\n",
    **{f"pkg/user_{n}.py": f"from pkg.facade import make\n\nVALUE = {n}\nmake()\n" for n in range(6)},
}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every text that is parsed."""
    texts: list[bytes] = []

    def noted(source: bytes) -> Parsed:
        texts.append(source)
        return parse(source)

    for module in (code_facts, facts_ahead):
        monkeypatch.setattr(module, "parse", noted)
    return texts


def test_a_trace_after_an_edit_parses_the_edited_file_alone(tmp_path: Path, parsed: list[bytes]) -> None:
    root = tree(tmp_path / "root", FILES)
    for file in root.rglob("*.py"):
        os.utime(file, (OLD, OLD))

    def traced() -> int:
        found = trace("pkg.factory:make", roots=[str(root)], cache_dir=str(tmp_path / "cache"))
        return sum(len(consumer.uses) for consumer in found.consumers)

    uses = traced()
    own = FILES["pkg/factory.py"].encode()
    # the cold run parses what holds the name, each file once
    others = [text for text in parsed if text != own]
    assert sorted(others) == sorted(FILES[path].encode() for path in FILES if "make" in FILES[path])[1:]
    parsed.clear()
    edited = FILES["pkg/user_3.py"] + "make()\n"
    (root / "pkg/user_3.py").write_text(edited)
    assert traced() == uses + 1
    assert sorted({*parsed} - {own}) == [edited.encode()]
    parsed.clear()
    # another branch and back: every time stamp is new, and no content is
    (root / "pkg/user_3.py").write_text(FILES["pkg/user_3.py"])
    for file in root.rglob("*.py"):
        os.utime(file, (OLD + 9, OLD + 9))
    assert traced() == uses
    assert {*parsed} <= {own}
