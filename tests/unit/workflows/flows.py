"""A small tree to trace: a factory, a facade that re-exports it on line 2, and who uses it."""

from __future__ import annotations

from pathlib import Path

TARGET = "pkg.core:make"
FILES = {
    "pkg/__init__.py": "",
    "pkg/core.py": "def make():\n    return 1\n",
    "pkg/facade.py": "# what others should use\nfrom pkg.core import make\n",
    "pkg/user.py": "from pkg.facade import make\n\nmake()\n",
    "pkg/direct.py": "def f():\n    from pkg.core import make\n    return make()\n",
    "pkg/both.py": "from pkg import facade\nfrom pkg.core import make as mine\n\nfacade.make()\nmine()\n",
    "tests/test_user.py": "from pkg.facade import make\n\n\ndef test():\n    assert make()\n",
}


def write_tree(root: Path, files: dict[str, str] | None = None) -> str:
    """Write the files below `root` and return it as a root to read."""
    for name, text in (FILES if files is None else files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(root)
