"""A tree whose file names, strings, comments and configuration are written to be taken for something else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# what a format, a terminal or a spreadsheet might act upon, were it written as it is
NASTY = (
    "<script>alert(1)<", '"><img src=x onerror=alert(1)>', "' onload='alert(1)", "<!--", "--><b>", "]]>",
    "&lt;&amp;", "=cmd|'!A1", "+1+cmd", "-2+3", "@SUM(1)", "\uff1d1", "\t=1", "a\r=cmd",
    "\x1b[31mred", "\x1b]8;;http:x\x07y", "\x9b31m", "\x07", "a\rb", "a\nb", "a\x0bb",
    "\u202egnp", "\u2066x", "\u200f", "\u2028", "\ufeff", "\x85",
    "`a`", "a|b", "[x](javascript:alert(1))", "![x](y)", "**b**", "# h", "- [x] a", "$x$", "~~a~~",
    "@someone", "#1", "a\\", '\\"', "\\N\\G\\l", '"];x[label="', "}{", "%%{init}%%", "#quot;", 'n0"]:::x',
    "click n0 call x()", ";", "${HOME}", "$(id)", "%s%n", "{0}", "é日本", "\U0001d518", "a" * 120,
)  # fmt: skip
# what a tag or branch may be called
TAG = "v<script>\"&|`;$(id)'"
NAME = 'old "make" <b>|`$(id)`'
MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(1)> `]]>` \x1b[31m \u202e ${x}"


def toml(text: str) -> str:
    """Write a string for TOML."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08x}" for c in text) + '"'


def plant(work: Path) -> str:
    """Write the tree, its repository and its configuration; return the name of the configured deprecation."""
    (work / "pkg").mkdir(parents=True)
    use = f"from pkg.facade import make\nmake()  # make {MARKUP}\nNOTE = 'pkg.factory.make {MARKUP}'\n"
    files = {
        "pkg/__init__.py": f'"""make {MARKUP}"""\n',
        "pkg/factory.py": f'def make():\n    """{MARKUP}"""\n',
        "pkg/new.py": "class Maker: ...\n",
        "pkg/facade.py": f"from pkg.factory import make  # {MARKUP}\n__all__ = ['make']\n",
        "pkg/broken.py": f"from pkg.facade import make\nmake(\n'{MARKUP}\n",
        # a name that ends an element, over two components of a path
        "pkg/</script><script>alert(2)</script>.py": use,
        "tests/test_it.py": f"from unittest import mock\nmock.patch('pkg.factory.make.{MARKUP[:40]}')\n"
        "mock.patch('pkg.factory.gone')\ndef test_it(): ...\n",
    }
    files |= {f"pkg/{name}.py": use for name in NASTY}
    files |= {f"{name}/inner.py": use for name in NASTY[::5]}
    for name, text in files.items():
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    odd = os.fsencode(work / "pkg") + b"/bytes\xff\xfe.py"
    with open(odd, "wb") as file:
        file.write(b"import pkg.facade\npkg.facade.make()\n")
    configure(work)
    return NAME


def configure(work: Path) -> None:
    """Write names that nobody would give into the configuration, and a tag."""
    detectors = "".join(f"[detectors.{toml(name)}]\ndeprecated = ['make']\n" for name in NASTY[:20])
    golden = "".join(
        f"[deprecations.{toml(NAME)}.golden_paths.{toml(name)}]\n"
        f"entry_points = [{toml(name)}]\ntests = [{toml(name)}]\n"
        for name in NASTY[:20]
    )
    (work / "graphkit.toml").write_text(
        f"roots = ['.']\n[deprecations.{toml(NAME)}]\ntarget = 'pkg.factory:make'\nfacades = ['pkg.facade']\n"
        f"replacement = 'pkg.new:Maker'\nsigned_off = [{', '.join(map(toml, NASTY))}]\n{golden}{detectors}"
    )
    (work.parent / "order.toml").write_text(
        f"[[steps]]\ntitle = {toml(MARKUP)}\nremove = 'pkg.facade:make'\n"
    )
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=n", "-c", "user.email=e")
    commit = [*who, "commit", "-q", "-m", MARKUP]
    for words in (["init", "-q"], ["add", "."], commit, ["tag", TAG]):
        subprocess.run(["git", *words], cwd=work, check=True, capture_output=True, env=quiet)
