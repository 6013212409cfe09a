"""Odd names, and things in a directory that are no file of code: links, pipes, sockets, locked doors."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from tests.hostile.case import CONSUMER, Case


def _link(path: str, to: str) -> Case:
    def build(root: Path) -> None:
        (root / path).symlink_to(to)

    return Case(f"link-{path.replace('/', '-')}-to-{to.strip('/').replace('/', '-') or 'top'}", build=build)


def _fifo(root: Path) -> None:
    os.mkfifo(root / "pkg/pipe.py")


def _socket(root: Path) -> None:
    here = os.getcwd()
    # the name of a socket may have a hundred bytes, no more
    os.chdir(root / "pkg")
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.py")
    finally:
        os.chdir(here)


def _directory(root: Path) -> None:
    (root / "pkg/folder.py").mkdir()
    (root / "pkg/folder.py/inside.py").write_text(CONSUMER)


def _ring(root: Path) -> None:
    (root / "pkg/ring_a.py").symlink_to("ring_b.py")
    (root / "pkg/ring_b.py").symlink_to("ring_a.py")


def _ring_of_directories(root: Path) -> None:
    (root / "pkg/one").mkdir()
    (root / "pkg/two").mkdir()
    (root / "pkg/one/two").symlink_to("../two")
    (root / "pkg/two/one").symlink_to("../one")


def _outside(root: Path) -> None:
    outside = root.parent / f"{root.name}-outside"
    outside.mkdir()
    (outside / "far.py").write_text(CONSUMER)
    (root / "pkg/outside").symlink_to(outside)
    (root / "pkg/far_file.py").symlink_to(outside / "far.py")


def _locked_file(root: Path) -> None:
    (root / "pkg/locked.py").chmod(0)


def _locked_directory(root: Path) -> None:
    (root / "locked").chmod(0)


def _untraversable(root: Path) -> None:
    """A directory whose names can be read, and nothing more."""
    (root / "listed").chmod(0o444)


def _bytes_in_file(root: Path) -> None:
    with open(os.fsencode(root / "pkg") + b"/caf\xe9.py", "w") as file:
        file.write(CONSUMER)


def _bytes_in_directory(root: Path) -> None:
    os.mkdir(os.fsencode(root / "pkg") + b"/caf\xe9")
    with open(os.fsencode(root / "pkg") + b"/caf\xe9/inside.py", "w") as file:
        file.write(CONSUMER)


def _bytes_in_text_file(root: Path) -> None:
    with open(os.fsencode(root / "pkg") + b"/caf\xe9.txt", "w") as file:
        file.write("no code\n")


def _named(name: str, *paths: str) -> Case:
    """Files with odd names, each read like any other."""
    files = dict.fromkeys(paths, CONSUMER)
    return Case(f"named-{name}", files, twin=files)


def _device(root: Path) -> None:
    (root / "pkg/device.py").symlink_to("/dev/zero")


CASES = (
    Case("pipe", build=_fifo, bad=("pkg/pipe.py",)),
    Case("socket", build=_socket, bad=("pkg/socket.py",)),
    Case("device", build=_device, bad=("pkg/device.py",)),
    Case(
        "directory-named-like-a-file",
        build=_directory,
        twin={"pkg/folder.py/inside.py": CONSUMER},
    ),
    _link("pkg/gone.py", "nowhere.py")._replace(bad=("pkg/gone.py",)),
    _link("pkg/gone", "nowhere"),
    _link("pkg/self.py", "self.py")._replace(bad=("pkg/self.py",)),
    _link("pkg/up", ".."),
    _link("pkg/here", "."),
    _link("pkg/top", "/"),
    _link("again", "pkg"),
    Case("link-ring-of-files", build=_ring, bad=("pkg/ring_a.py", "pkg/ring_b.py")),
    Case("link-ring-of-directories", build=_ring_of_directories),
    Case(
        "links-out-of-the-root",
        build=_outside,
        twin={"pkg/outside/far.py": CONSUMER, "pkg/far_file.py": CONSUMER},
    ),
    Case(
        "locked-file",
        {"pkg/locked.py": CONSUMER},
        build=_locked_file,
        bad=("pkg/locked.py",),
        denied=("pkg/locked.py",),
    ),
    Case(
        "locked-init",
        {"sub/__init__.py": "from pkg.facade import make\n", "sub/inside.py": CONSUMER},
        build=lambda root: (root / "sub/__init__.py").chmod(0),
        bad=("sub/__init__.py",),
        twin={"sub/__init__.py": "", "sub/inside.py": CONSUMER},
        denied=("sub/__init__.py",),
    ),
    Case(
        "locked-directory",
        {"locked/inside.py": CONSUMER},
        build=_locked_directory,
        bad=("locked",),
        twin={},
        denied=("locked",),
    ),
    Case(
        "directory-that-cannot-be-entered",
        {"listed/inside.py": CONSUMER},
        build=_untraversable,
        bad=("listed/inside.py",),
        twin={"listed/inside.py": ""},
        denied=("listed/inside.py",),
    ),
    Case("bytes-in-a-file-name", build=_bytes_in_file, bad=("pkg/caf\ufffd.py",)),
    Case("bytes-in-a-directory-name", build=_bytes_in_directory, bad=("pkg/caf\ufffd",)),
    Case("bytes-in-the-name-of-no-code", build=_bytes_in_text_file),
    _named("with-spaces", "pkg/with space.py", "with space/inside.py", " .py"),
    _named("with-newlines", "pkg/with\nnewline.py", "with\nnewline/inside.py", "pkg/\r.py"),
    _named(
        "with-emoji",
        "pkg/\U0001f600.py",
        "\U0001f600/inside.py",
        "pkg/变量.py",
        "pkg/e\u0301.py",
        "pkg/\u00e9.py",
    ),
    _named(
        "with-marks",
        "pkg/a'b.py",
        'pkg/a"b.py',
        "pkg/a\\b.py",
        "pkg/a:b.py",
        "pkg/a;b.py",
        "pkg/$(id).py",
        "pkg/*.py",
        "pkg/[a].py",
        "pkg/a,b.py",
        "pkg/%s.py",
        "pkg/{x}.py",
        "pkg/<b>.py",
        "pkg/&amp;.py",
        "pkg/#.py",
    ),
    _named(
        "with-escapes",
        "pkg/\x1b[31mred.py",
        "pkg/\x07.py",
        "pkg/\u202egnp.py",
        "pkg/\u2028.py",
        "pkg/\x7f.py",
    ),
    _named("like-options", "--help.py", "-o.py", "pkg/-.py"),
    _named("like-formulas", "pkg/=1+1.py", "pkg/@SUM(A1).py", "pkg/+1.py"),
    _named(
        "like-keywords",
        "pkg/class.py",
        "pkg/None.py",
        "import/inside.py",
        "pkg/match.py",
        "pkg/async.py",
        "lambda.py",
    ),
    _named(
        "like-the-standard-library",
        "os.py",
        "sys.py",
        "ast.py",
        "typing.py",
        "json/__init__.py",
        "builtins.py",
        "importlib/__init__.py",
        "unittest/__init__.py",
        "pkg/re.py",
    ),
    _named("beside-a-directory", "pkg/twice.py", "pkg/twice/inside.py"),
    _named("beside-a-package", "pkg/twice.py", "pkg/twice/__init__.py", "pkg/twice/inside.py"),
    _named(
        "in-other-case", "pkg/Routes.py", "pkg/ROUTES.py", "PKG/__init__.py", "PKG/routes.py", "pkg/upper.PY"
    ),
    _named("dotted", "pkg/a.b.py", "a.b/inside.py", "pkg/..py", "pkg/...py", "pkg/a..py"),
    _named(
        "like-internals",
        "pkg/__init__/__init__.py",
        "pkg/__main__.py",
        "pkg/__pycache__/late.py",
        "pkg/__init__.pyi",
        "pkg/py.py",
        "py/pyi.py",
    ),
    _named("long", f"pkg/{'x' * 250}.py", "/".join(["d" * 100] * 20) + "/inside.py"),
    _named("deep", "/".join("deep" for _ in range(300)) + "/inside.py"),
    _named(
        "like-tests", "pkg/tests.py", "pkg/conftest.py", "tests/__init__.py", "tests/conftest.py", "test.py"
    ),
)
