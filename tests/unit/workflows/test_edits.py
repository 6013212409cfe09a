from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.model.config import Deprecation
from graphkit.model.edits import BY_HAND, MECHANICAL, REVIEW, FileEdit, Rewrite
from graphkit.model.ranking import RankedModule
from graphkit.workflows import edits as edits_module
from graphkit.workflows.edits import suggest_edits
from graphkit.workflows.reading import open_reading
from graphkit.workflows.trace import trace
from tests.unit.workflows.flows import TARGET, write_tree

DEPRECATION = Deprecation(
    "make", TARGET, replacement="pkg.new:Thing", rewrites=(Rewrite("make()", "Thing.build()"),)
)
MORE = {
    "pkg/__init__.py": "",
    "pkg/core.py": '__all__ = ["make"]\n\n\ndef make():\n    return 1\n',
    "pkg/facade.py": '# what others should use\nfrom pkg.core import make\n\n__all__ = ["make"]\n',
    "pkg/new.py": "class Thing: ...\n",
    "pkg/names.py": "from pkg.new import Thing\n",
    "pkg/user.py": "from pkg.facade import make\n\nmake()\n",
    "pkg/held.py": "from pkg.names import Thing\nfrom pkg.facade import make\n\nThing, make()\n",
    "pkg/marked.py": "\ufefffrom pkg.facade import make\r\n\r\nmake()\r\n",
    "pkg/part.py": "from pkg.facade import make\n\nmake()\nprint(make)\n",
    "tests/test_make.py": "from pkg.core import make\n\n\ndef test():\n    assert make\n",
}


def ranked(module: str, role: str, *flags: str) -> RankedModule:
    path = module.replace(".", "/") + ".py"
    return RankedModule(1, 1, module, path, role, 1, 0, 0, 0, 0, (), 0, (), flags=flags)


def suggested(
    root: Path, *modules: RankedModule, deprecation: Deprecation | None = DEPRECATION
) -> list[FileEdit]:
    reading = open_reading(roots=[str(root)], cache=False)
    traced = trace(TARGET, roots=[str(root)], cache=False)
    return list(suggest_edits(traced, modules, deprecation, reading))


def git_applies(root: Path, edit: FileEdit) -> str:
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"], cwd=root, input=edit.diff.encode(), check=True
    )
    return (root / edit.file).read_bytes().decode()


def test_each_role_gets_what_it_needs(tmp_path: Path) -> None:
    write_tree(tmp_path, MORE)
    user, facade, definition, test = suggested(
        tmp_path,
        ranked("pkg.user", "consumer"),
        ranked("pkg.facade", "facade"),
        ranked("pkg.core", "definition"),
        ranked("tests.test_make", "test"),
    )
    assert [edit.how for edit in (user, facade, definition, test)] == [MECHANICAL] * 3 + [BY_HAND]
    assert git_applies(tmp_path, user) == "from pkg.new import Thing\n\nThing.build()\n"
    assert git_applies(tmp_path, facade) == "# what others should use\n\n__all__ = []\n"
    assert git_applies(tmp_path, definition) == "__all__ = []\n"
    assert test.diff == ""
    assert {edit.why for edit in test.edits} == {
        "tests the deprecated behaviour: delete it, or rewrite it with the definition"
    }


def test_a_test_that_a_rewrite_fits_is_rewritten(tmp_path: Path) -> None:
    write_tree(tmp_path, {**MORE, "tests/test_make.py": "from pkg.core import make\n\nmake()\n"})
    (test,) = suggested(tmp_path, ranked("tests.test_make", "test"))
    assert git_applies(tmp_path, test) == "from pkg.new import Thing\n\nThing.build()\n"


def test_what_cannot_be_done_is_no_part_of_the_diff(tmp_path: Path) -> None:
    write_tree(tmp_path, MORE)
    (part,) = suggested(tmp_path, ranked("pkg.part", "consumer"))
    assert part.how == REVIEW
    assert git_applies(tmp_path, part) == (
        "from pkg.facade import make\nfrom pkg.new import Thing\n\nThing.build()\nprint(make)\n"
    )


def test_a_re_export_of_the_replacement_is_enough(tmp_path: Path) -> None:
    write_tree(tmp_path, MORE)
    (held,) = suggested(tmp_path, ranked("pkg.held", "consumer"))
    assert git_applies(tmp_path, held) == "from pkg.names import Thing\n\nThing, Thing.build()\n"


def test_a_step_that_would_close_a_cycle_imports_locally(tmp_path: Path) -> None:
    write_tree(tmp_path, {**MORE, "pkg/user.py": "from pkg.facade import make\ndef f(): return make()\n"})
    (user,) = suggested(tmp_path, ranked("pkg.user", "consumer", "local import or split"))
    assert git_applies(tmp_path, user) == "def f(): from pkg.new import Thing; return Thing.build()\n"


def test_line_endings_and_byte_order_marks_stay(tmp_path: Path) -> None:
    root = Path(write_tree(tmp_path, MORE))
    # as bytes: text files may be written with other line endings
    (root / "pkg" / "marked.py").write_bytes(MORE["pkg/marked.py"].encode())
    (marked,) = suggested(tmp_path, ranked("pkg.marked", "consumer"))
    assert git_applies(tmp_path, marked) == "\ufefffrom pkg.new import Thing\r\n\r\nThing.build()\r\n"


def test_a_file_in_another_encoding_gets_no_diff(tmp_path: Path) -> None:
    root = Path(write_tree(tmp_path, MORE))
    text = "# coding: latin-1\n# é\nfrom pkg.facade import make\n\nmake()\n"
    (root / "pkg" / "user.py").write_bytes(text.encode("latin-1"))
    (user,) = suggested(tmp_path, ranked("pkg.user", "consumer"))
    assert (user.diff, user.how) == ("", REVIEW)
    assert user.edits[1][1:5] == (5, "make()", "Thing.build()", REVIEW)


def test_a_file_that_cannot_be_read_is_for_a_person(tmp_path: Path) -> None:
    root = Path(write_tree(tmp_path, MORE))
    reading = open_reading(roots=[str(root)], cache=False)
    traced = trace(TARGET, roots=[str(root)], cache=False)
    (root / "pkg" / "user.py").unlink()
    (gone,) = suggest_edits(traced, [ranked("pkg.user", "consumer")], DEPRECATION, reading)
    assert gone.how == BY_HAND
    assert gone.edits[0].why.startswith("cannot be read")


def test_without_a_deprecation_nothing_is_suggested_but_what_to_look_at(tmp_path: Path) -> None:
    write_tree(tmp_path, MORE)
    (user,) = suggested(tmp_path, ranked("pkg.user", "consumer"), deprecation=None)
    assert user.diff == ""
    assert [edit.why for edit in user.edits][1:] == ["no replacement is configured"]


def test_a_definition_that_its_own_module_uses_waits_for_a_person(tmp_path: Path) -> None:
    own = "def make():\n    return make\n\n\nx = make()\n"
    write_tree(tmp_path, {**MORE, "pkg/core.py": own})
    (core,) = suggested(tmp_path, ranked("pkg.core", "definition"))
    assert core.diff == ""
    assert [(edit.line, edit.how) for edit in core.edits] == [(1, MECHANICAL), (5, REVIEW)]


def test_the_replacement_may_be_written_with_dots(tmp_path: Path) -> None:
    write_tree(tmp_path, MORE)
    dotted = replace(DEPRECATION, replacement="pkg.new.Thing")
    (user,) = suggested(tmp_path, ranked("pkg.user", "consumer"), deprecation=dotted)
    assert "+from pkg.new import Thing\n" in user.diff


def test_shared_work_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"pkg/u{i}.py": f"from pkg.facade import make\n\nx{i} = make()\n" for i in range(9)}
    write_tree(tmp_path, {**MORE, **files})
    modules = [ranked(f"pkg.u{i}", "consumer") for i in range(9)]
    alone = suggested(tmp_path, *modules)
    monkeypatch.setattr(edits_module, "LEAST_SHARE", 2)
    assert suggested(tmp_path, *modules) == alone
    assert all(edit.how == MECHANICAL for edit in alone)
