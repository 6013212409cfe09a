from __future__ import annotations

from graphkit.workflows.skipped import skipped
from tests.conftest import WriteTree


def test_what_is_left_out_has_its_reason(write_tree: WriteTree) -> None:
    root = write_tree(
        {
            "a.py": "",
            ".hidden/b.py": "",
            "old/c.py": "",
            "env/pyvenv.cfg": "",
            "env/lib/d.py": "",
        }
    )
    found = dict(skipped(roots=[str(root)], exclude=["old/**"]))
    assert found[".hidden"] == "hidden"
    assert found["env"] == "virtual environment"
    assert "excluded" in {reason for path, reason in found.items() if path.startswith("old")}
    assert "a.py" not in found
