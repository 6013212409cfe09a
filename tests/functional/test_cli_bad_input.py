"""What people get wrong: one clear line, the documented exit status, no traceback, no half-written file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import WriteTree

TREE = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make():\n    return 1\n",
    "pkg/facade.py": "from pkg.factory import make\n",
    "pkg/routes.py": "from pkg.facade import make\n\nmake()\n",
}


def graphkit(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphkit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=120)


@pytest.fixture
def root(write_tree: WriteTree) -> Path:
    return write_tree(TREE)


def assert_one_line(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("graphkit: ")
    assert done.stderr.count("\n") == 1, done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("pkg.factory:mak", ["pkg.factory:mak", "did you mean", "pkg.factory:make"]),
        ("pkg.factry:make", ["pkg.factry", "did you mean", "pkg.factory"]),
        ("pkg.factory.mak", ["did you mean", "pkg.factory:make"]),
        ("nowhere", ["nowhere"]),
        ("", ["''"]),
        ("a b:c d", ["a b"]),
        (":make", [":make"]),
    ],
)
@pytest.mark.parametrize("command", ["trace", "chains", "rank"])
def test_unknown_targets_name_the_nearest(root: Path, command: str, target: str, words: list[str]) -> None:
    assert_one_line(graphkit(command, target, "--root", root, cwd=root), 2, *words)


@pytest.mark.parametrize(
    "arguments",
    [["blast", "pkg.factry"], ["chains", "pkg.factory:make", "--via", "pkg.factry"]],
    ids=" ".join,
)
def test_unknown_modules_name_the_nearest(root: Path, arguments: list[str]) -> None:
    assert_one_line(
        graphkit(*arguments, "--root", root, cwd=root), 2, "pkg.factry", "did you mean pkg.factory"
    )


@pytest.mark.parametrize(
    "command", [["trace", "a:b"], ["bindings"], ["blast"], ["draw", "a:b"]], ids=" ".join
)
def test_a_root_that_does_not_exist(tmp_path: Path, command: list[str]) -> None:
    done = graphkit(*command, "--root", "no-such-root", cwd=tmp_path)
    assert_one_line(done, 2, "'no-such-root' is not a directory", "--root")


def test_a_root_that_is_a_file(root: Path) -> None:
    assert_one_line(
        graphkit("blast", "--root", root / "pkg" / "facade.py", cwd=root), 2, "is not a directory"
    )


def test_no_python_files(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_one_line(graphkit("blast", "--root", "empty", cwd=tmp_path), 2, "no Python files under 'empty'")
    done = graphkit("blast", "--root", ".", "--exclude", "**/*", cwd=tmp_path)
    assert_one_line(done, 2, "no Python files")


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("rots = ['.']\n", ["unknown key", "rots", "did you mean 'roots'"]),
        ("roots = '.'\n", ["roots", "must be a list"]),
        ("roots = [\n", ["not valid TOML"]),
        ("[deprecations.x]\n", ["target", "missing"]),
        ("[deprecations.x]\ntarget = 'pkg.factory:make'\nfacade = []\n", ["'facades'"]),
    ],
)
def test_bad_configuration(root: Path, config: str, words: list[str]) -> None:
    (root / "graphkit.toml").write_text(config)
    assert_one_line(graphkit("blast", cwd=root), 2, "graphkit.toml", *words)


def test_a_configuration_file_that_is_not_there(root: Path) -> None:
    assert_one_line(graphkit("blast", "--config", "none.toml", cwd=root), 2, "none.toml", "no such file")


@pytest.mark.parametrize(
    "command",
    [
        ["trace", "pkg.factory:make"],
        ["blast"],
        ["bindings", "--format", "json"],
        ["draw", "pkg.factory:make"],
    ],
    ids=" ".join,
)
def test_output_into_a_missing_directory(root: Path, command: list[str]) -> None:
    done = graphkit(*command, "-o", "missing/report.svg", cwd=root)
    assert_one_line(done, 2, "cannot write 'missing/report.svg'", "no directory")
    assert not (root / "missing").exists()


def test_output_onto_a_directory(root: Path) -> None:
    assert_one_line(graphkit("blast", "-o", "pkg", cwd=root), 2, "cannot write 'pkg'", "it is a directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_output_into_a_read_only_directory(root: Path) -> None:
    locked = root / "locked"
    locked.mkdir(mode=0o555)
    assert_one_line(graphkit("blast", "-o", "locked/blast.txt", cwd=root), 2, "cannot write", "read-only")
    assert list(locked.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs a file system that nobody can write to")
def test_output_where_even_root_may_not_write(root: Path) -> None:
    done = graphkit("blast", "-o", "/proc/blast.txt", cwd=root)
    assert_one_line(done, 2, "cannot write '/proc/blast.txt'")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["blast", "--format", "xml"], ["'xml'", "'text', 'json'"]),
        (["draw", "pkg.factory:make", "-o", "picture.bmp"], ["'bmp'", "svg, png, dot, mmd"]),
        (["draw", "pkg.factory:make", "--format", "pdf"], ["'pdf'", "'svg'"]),
        (["draw", "pkg.factory:make", "-o", "-"], ["give -o FILE"]),
        (["trase"], ["'trase'", "graphkit --help"]),
        (["trace"], ["TARGET", "graphkit trace --help"]),
        (["blast", "--limit", "-1"], ["--limit"]),
        (["blast", "--frobnicate"], ["--frobnicate"]),
        ([], ["graphkit --help"]),
    ],
    ids=" ".join,
)
def test_bad_usage(root: Path, arguments: list[str], words: list[str]) -> None:
    assert_one_line(graphkit(*arguments, cwd=root), 2, *words)
    assert sorted(path.name for path in root.iterdir()) == ["pkg"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("null.py", b"import pkg.factory\n\0\n"),
        ("latin.py", "# é\nimport pkg.factory\n".encode("latin-1")),
        ("broken.py", b"import pkg.factory\ndef (:\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_a_problem_and_strict_says_so(root: Path, name: str, content: bytes) -> None:
    (root / name).write_bytes(content)
    done = graphkit("trace", "pkg.factory:make", "--mentions", cwd=root)
    assert done.returncode == 0
    assert "files seen " in done.stdout
    strict = graphkit("blast", "--strict", cwd=root)
    assert strict.returncode == 3, strict.stderr
    assert name in strict.stderr
    assert "--strict was given" in strict.stderr
    assert "Traceback" not in strict.stderr + done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_an_unreadable_file_is_a_problem(root: Path) -> None:
    locked = root / "locked.py"
    locked.write_text("import pkg.factory\n")
    locked.chmod(0)
    done = graphkit("blast", cwd=root)
    assert done.returncode == 0
    assert "locked.py" in done.stderr


def test_a_link_to_nothing_is_a_problem(root: Path) -> None:
    (root / "gone.py").symlink_to("nowhere.py")
    done = graphkit("blast", "--strict", cwd=root)
    assert done.returncode == 3
    assert "gone.py: link to nothing" in done.stderr


def test_a_complete_reading_passes_strict(root: Path) -> None:
    done = graphkit("trace", "pkg.factory:make", "--strict", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")


def test_interrupted_while_working(root: Path) -> None:
    program = (
        "import sys, time\n"
        "from graphkit.cli import answer\n"
        "from graphkit.cli.main import graphkit\n"
        "def wait(*_):\n    print('working', flush=True)\n    time.sleep(60)\n"
        "answer.watch = wait\n"
        "graphkit.main(['blast', '-o', 'blast.txt'], prog_name='graphkit')\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, "graphkit: interrupted\n")
    assert sorted(path.name for path in root.iterdir()) == ["pkg"]


def test_nobody_reads_the_output(root: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", "blast"],
        cwd=root,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "graphkit", "blast"],
            cwd=root,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"graphkit: cannot write")
    assert done.stderr.count(b"\n") == 1
