"""A tree in which whatever is run leaves a mark: modules, settings, hooks and programs in every position."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

# what the command, its libraries or the interpreter import; in the current directory each is a trap
LIBRARIES = ("click", "rich", "grimp", "networkx", "matplotlib", "numpy", "msgspec", "pathspec", "graphkit",
             "platformdirs", "xxhash", "tree_sitter", "tree_sitter_python", "ast_grep_py", "graphviz_pure",
             "pydot", "IPython", "PIL", "fontTools")  # fmt: skip
STARTED = (
    "sitecustomize",
    "usercustomize",
    "conftest",
    "setup",
    "noxfile",
    "manage",
    "antigravity",
    "pkg_resources",
)
CODE = {
    "factory": "def make(): ...\n",
    "facade": "from pkg.factory import make\n__all__ = ['make']\n",
    "user": "from pkg.facade import make\nmake()\nVALUE = [make() for _ in range(3)]\n",
    "lazy": "import importlib\ndef __getattr__(name): return importlib.import_module('pkg.' + name)\n",
    "plugin": "__import__('pkg.factory')\nexec('make()')\neval('make()')\n",
    "__main__": "from pkg.user import make\n",
    "typing": "from pkg.factory import make\n",
}
SETTINGS = (
    ("core.fsmonitor", "SCRIPT"), ("diff.external", "SCRIPT"), ("core.pager", "SCRIPT"),
    ("pager.log", "true"),
    ("diff.all.textconv", "SCRIPT"), ("diff.all.command", "SCRIPT"), ("filter.all.smudge", "SCRIPT"),
    ("filter.all.clean", "SCRIPT"), ("filter.all.required", "true"), ("gpg.program", "SCRIPT"),
    ("log.showSignature", "true"), ("core.sshCommand", "SCRIPT"), ("core.editor", "SCRIPT"),
    ("credential.helper", "SCRIPT"), ("core.askPass", "SCRIPT"), ("alias.log", "!SCRIPT"),
    ("core.alternateRefsCommand", "SCRIPT"), ("interactive.diffFilter", "SCRIPT"),
)  # fmt: skip


def trap(top: Path) -> Path:
    """Write a tree in which everything that runs leaves a mark; return where the marks would be."""
    marks, work = top / "marks", top / "work"
    for place in (marks, work / "pkg", work / "tests"):
        place.mkdir(parents=True)
    code = f"import os\nopen(os.path.join({str(marks)!r}, __name__), 'w').close()\n"
    for module in sorted({*sys.stdlib_module_names, *STARTED}):
        (work / f"{module}.py").write_text(code)
    for module in LIBRARIES:
        (work / module).mkdir()
        (work / module / "__init__.py").write_text(code)
    (work / "pkg" / "__init__.py").write_text(code)
    for module, text in CODE.items():
        (work / "pkg" / f"{module}.py").write_text(code + text)
    (work / "tests" / "conftest.py").write_text(code)
    (work / "tests" / "test_user.py").write_text(
        code + "from pkg.facade import make\ndef test_it(): make()\n"
    )
    (work / "cells.ipynb").write_text(
        '{"cells": [{"cell_type": "code",'
        ' "source": ["from pkg.facade import make\\n", "!touch ran\\n", "make()"]}]}'
    )
    (work / "evil.pth").write_text(f"import os; open({str(marks / 'pth')!r}, 'w')\n")
    script = f'#!/bin/sh\ntouch {str(marks)!r}/"$(basename "$0")"\n'
    for name in ("dot", "git", "graphviz-pure", "fc-list", "sh", "python", "hook"):
        (work / name).write_text(script)
        (work / name).chmod((work / name).stat().st_mode | stat.S_IXUSR)
    packaged(work)
    configured(work)
    return marks


def packaged(work: Path) -> None:
    """Pretend that packages are installed in the tree: a Graphviz, plug-ins."""
    for name, points in (
        ("graphviz_pure", ""),
        ("evil", "[networkx.backends]\nevil = pkg\n[console_scripts]\na=pkg:b\n"),
    ):
        place = work / f"{name}-99.dist-info"
        place.mkdir()
        (place / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 99\n"
        )
        (place / "RECORD").write_text("graphviz-pure,,\n")
        (place / "entry_points.txt").write_text(points)


def configured(work: Path) -> None:
    """Write settings that other programs would run something for, and a repository with all its hooks."""
    (work / "graphkit.toml").write_text(
        "roots = ['.']\n[deprecations.old-make]\ntarget = 'pkg.factory:make'\nfacades = ['pkg.facade']\n"
        "replacement = 'pkg.user:VALUE'\n[detectors.d]\ndeprecated = ['make']\n"
    )
    (work / "graphkit.py").write_text((work / "setup.py").read_text())
    (work / "matplotlibrc").write_bytes(b"backend: module://pkg.user\ntext.usetex: True\n# \xff\n")
    (work / "pytest.ini").write_text("[pytest]\naddopts = -p pkg.user\n")
    (work / "pyproject.toml").write_text("[build-system]\nrequires = []\nbuild-backend = 'pkg.user'\n")
    (work / ".gitattributes").write_text("* diff=all filter=all\n")
    (work.parent / "order.toml").write_text("[[steps]]\nmigrate = ['pkg.user', 'pkg.facade']\n")
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=work, check=True, capture_output=True, env=quiet)

    git("init", "-q")
    git("add", ".")
    git("-c", "user.name=n", "-c", "user.email=e", "commit", "-q", "-m", "first")
    for key, value in SETTINGS:
        git("config", key, value.replace("SCRIPT", str(work / "hook")))
    for hook in (work / ".git" / "hooks").iterdir():
        hook.with_name(hook.stem).write_text((work / "hook").read_text())
        hook.with_name(hook.stem).chmod(0o755)
