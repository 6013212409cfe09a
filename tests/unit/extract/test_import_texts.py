"""Texts for the scanner: safe for it, and only of files whose content is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.extract.file_digests import content_digest
from graphkit.extract.import_graph_store import Stored
from graphkit.extract.import_texts import TextReader, scannable_text
from graphkit.extract.source_tree import read_source_tree
from graphkit.model.tree import SourceFile


@pytest.mark.parametrize(
    ("module", "is_package", "text", "expected"),
    [
        ("m", False, "from . import a\n", "from . import a\n"),
        ("m", False, "from .. import a\n", "from  _ import a\n"),
        ("p.m", False, "from ..x import a\n", "from ..x import a\n"),
        ("p.m", False, "from ...x import a\n", "from  __x import a\n"),
        ("p", True, "from .. import a\n", "from .. import a\n"),
        ("m", False, "x = ...\nfrom . import a\n", "x = ...\nfrom . import a\n"),
    ],
)
def test_climbing_imports_are_replaced(module: str, is_package: bool, text: str, expected: str) -> None:
    assert scannable_text(SourceFile("f.py", module, is_package=is_package), text.encode()) == expected


def test_known_content_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "b.py").write_text("2")
    tree, _ = read_source_tree([str(tmp_path)])
    stored = Stored({"a.py": content_digest(b"1"), "b.py": content_digest(b"old")})
    reader = TextReader(tree, stored)
    (chunk,) = reader.chunks(tree.files)
    assert [file.path for file in chunk.files] == ["b.py"]
    assert chunk.texts["b.py"].source == b"2"
    assert reader.read == ["b.py"]
    assert reader.digests["b.py"] == content_digest(b"2")
