"""Which files have moved, and how that sums up."""

from __future__ import annotations

from graphkit.analysis.compliance import areas, file_states, projected, shares
from graphkit.analysis.consumers import Traced, trace_symbols
from graphkit.model.compliance import FileState
from graphkit.model.names import Symbol
from tests.unit.analysis.code import Code

FILES = {
    "pkg/a.py": "def make(): ...\nclass Old: ...\nmake()\n",
    "pkg/new.py": "class New: ...\nNew()\n",
    "pkg/facade.py": "from pkg.a import make\nfrom pkg.new import New\n__all__ = ['make', 'New']\n",
    "app/web/deep/old.py": "from pkg.facade import make\nmake()\nmake()\n",
    "app/web/class_only.py": "from pkg.a import Old\nx = 1\n",
    "app/web/both.py": "from pkg.a import make\nfrom pkg.new import New\nNew()\n",
    "app/done.py": "from pkg.facade import New\nNew()\n",
    "app/maybe.py": "import pkg.a\nfrom pkg.new import New\ngetattr(pkg.a, name)\n",
    "top.py": "from pkg.a import *\nmake()\nOld()\n",
    "tests/test_old.py": "from pkg.a import make\nx = 1\n",
}


def trace(code: Code, *symbols: tuple[str, str]) -> Traced:
    return trace_symbols(code.sources, frozenset(Symbol(*symbol) for symbol in symbols), lambda *told: None)


def states(code: Code, *, replaced: bool = True) -> dict[str, FileState]:
    deprecated = [trace(code, ("pkg.a", "make")), trace(code, ("pkg.a", "Old"))]
    files = file_states(deprecated, trace(code, ("pkg.new", "New")) if replaced else None)
    assert [row.module for row in files] == sorted(row.module for row in files)
    return {row.file: row for row in files}


def test_states_are_by_what_a_file_uses_for_certain() -> None:
    found = states(Code(FILES))
    assert {file: (row.state, row.deprecated, row.current) for file, row in found.items()} == {
        "app/done.py": ("migrated", 0, 2),
        "app/maybe.py": ("migrated", 0, 1),
        "app/web/both.py": ("mixed", 1, 2),
        "app/web/class_only.py": ("deprecated", 1, 0),
        "app/web/deep/old.py": ("deprecated", 3, 0),
        "tests/test_old.py": ("deprecated", 1, 0),
        # the star is one use, though it brings both symbols
        "top.py": ("deprecated", 3, 0),
    }
    assert found["app/maybe.py"].possible > 0
    assert found["tests/test_old.py"].is_test
    assert not found["top.py"].is_test


def test_areas_are_two_packages_deep() -> None:
    found = states(Code(FILES))
    assert found["app/web/deep/old.py"].area == "app.web"
    assert found["app/done.py"].area == "app"
    assert found["top.py"].area == ""


def test_a_definition_that_uses_another_deprecated_symbol_goes_too() -> None:
    code = Code({**FILES, "pkg/new.py": "from pkg.a import make\nclass New: ...\nmake(New)\n"})
    found = states(code)
    assert "pkg/a.py" not in found
    assert (found["pkg/new.py"].state, found["pkg/new.py"].current) == ("deprecated", 0)


def test_shares_add_up() -> None:
    files = tuple(states(Code(FILES)).values())
    whole, production, tests = shares(files)
    assert [whole.name, production.name, tests.name] == ["all", "production", "tests"]
    assert (production.deprecated, tests.deprecated) == (3, 1)
    assert (whole.deprecated, whole.mixed, whole.migrated) == (4, 1, 2)
    assert (whole.deprecated_uses, whole.current_uses) == (9, 5)
    assert whole.percent_files == 100 * 2 / 7
    assert whole.percent_uses == 100 * 5 / 14
    rows = {share.name: share for share in areas(files)}
    assert list(rows) == ["", "app", "app.web", "tests"]
    assert (rows["app"].percent_files, rows["app.web"].percent_files) == (100.0, 0.0)
    assert sum(share.deprecated_uses for share in rows.values()) == whole.deprecated_uses


def test_without_a_replacement_there_are_no_percentages() -> None:
    files = tuple(states(Code(FILES), replaced=False).values())
    assert {row.state for row in files} == {"deprecated"}
    assert all(share.percent_files is share.percent_uses is None for share in shares(files, replaced=False))


def test_nothing_to_count() -> None:
    assert [share.percent_files for share in shares(())] == [None, None, None]
    assert projected((), ()) is None


def test_projection_moves_and_removes() -> None:
    files = tuple(states(Code(FILES)).values())
    assert projected(files, ()) == 100 * 2 / 7
    assert projected(files, {"app.web.both", "top", "not.there"}) == 100 * 4 / 7
    assert projected(files, {"app.web.both"}, {"tests.test_old"}) == 100 * 3 / 6
    assert projected(files, {row.module for row in files}) == 100.0
    assert projected(files, (), {row.module for row in files}) is None
