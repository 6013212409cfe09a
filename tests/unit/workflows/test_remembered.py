"""Answers that were worked out before: taken again only on exactly the same files."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.model.problems import Problem
from graphkit.workflows.reading import Reading, open_reading
from graphkit.workflows.remembered import remembered

FILES = {
    "pkg/__init__.py": "",
    "pkg/a.py": "def make(): ...\n",
    "pkg/a.pyi": "def make() -> int: ...\n",
    "pkg/b.py": "from pkg.a import make\n",
    "pkg/c.py": "",
}


class Asking:
    """A tree and a cache, asked the same question over and over; each answer worked out says its number."""

    def __init__(self, directory: Path) -> None:
        self.root = directory / "root"
        self.cache = directory / "cache"
        self.calls = 0
        for path, text in FILES.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def reading(self, *, cache: bool = True) -> Reading:
        return open_reading(roots=[str(self.root)], cache=cache, cache_dir=str(self.cache))

    def work(self) -> str:
        self.calls += 1
        return f"answer {self.calls}"

    def ask(
        self, question: object = ("pkg.a:make", 1), kind: str = "trace", reading: Reading | None = None
    ) -> str:
        return remembered(reading or self.reading(), kind, question, str, self.work)


@pytest.fixture
def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asking:
    # files that were written a moment ago are taken from the cache too
    monkeypatch.setattr("graphkit.extract.file_digests._RACY_NS", 0)
    return Asking(tmp_path)


def test_the_same_files_are_worked_on_once(asking: Asking) -> None:
    assert [asking.ask() for _ in range(3)] == ["answer 1"] * 3
    assert asking.calls == 1


def test_a_hit_reads_no_file(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    asking.ask()
    monkeypatch.setattr("graphkit.extract.file_digests.read_bytes", lambda path: pytest.fail(f"read {path}"))
    assert asking.ask() == "answer 1"


def test_what_the_work_read_is_not_read_again(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphkit.extract.file_digests.read_bytes", lambda path: pytest.fail(f"read {path}"))
    reading = asking.reading()

    def work() -> str:
        for file in reading.tree.files:
            reading.digests.record(file.path, (asking.root / file.path).read_bytes())
        return "recorded"

    assert remembered(reading, "trace", "q", str, work) == "recorded"
    assert asking.ask("q") == "recorded"
    assert asking.calls == 0


def change(asking: Asking) -> None:
    asking.write("pkg/b.py", "from pkg.a import make as build\n")


def change_in_place(asking: Asking) -> None:
    """The same size, and the time of the last write set back."""
    before = (asking.root / "pkg/b.py").stat()
    asking.write("pkg/b.py", "from pkg.a import fake\n")
    os.utime(asking.root / "pkg/b.py", ns=(before.st_atime_ns, before.st_mtime_ns))


def add(asking: Asking) -> None:
    asking.write("pkg/new.py", "")


def remove(asking: Asking) -> None:
    (asking.root / "pkg/c.py").unlink()


def rename(asking: Asking) -> None:
    (asking.root / "pkg/c.py").rename(asking.root / "pkg/d.py")


def add_namespace(asking: Asking) -> None:
    asking.write("spaces/deep/mod.py", "")


def change_stub(asking: Asking) -> None:
    asking.write("pkg/a.pyi", "def make() -> str | None: ...\n")


def touch_stub(asking: Asking) -> None:
    os.utime(asking.root / "pkg/a.pyi", ns=(1, 1))


def add_stub(asking: Asking) -> None:
    asking.write("pkg/b.pyi", "")


def remove_stub(asking: Asking) -> None:
    (asking.root / "pkg/a.pyi").unlink()


@pytest.mark.parametrize(
    "happen",
    [
        *(change, change_in_place, add, remove, rename, add_namespace),
        *(change_stub, touch_stub, add_stub, remove_stub),
    ],
)
def test_other_files_are_worked_on_again(asking: Asking, happen: Callable[[Asking], None]) -> None:
    assert asking.ask() == "answer 1"
    happen(asking)
    assert asking.ask() == "answer 2"
    assert asking.ask() == "answer 2"


def test_files_that_are_as_before_give_the_answer_of_before(asking: Asking) -> None:
    asking.ask()
    change(asking)
    asking.ask()
    asking.write("pkg/b.py", FILES["pkg/b.py"])
    assert asking.ask() == "answer 1"
    os.utime(asking.root / "pkg/b.py", ns=(1, 1))
    assert asking.ask() == "answer 1"


def test_mostly_other_files_are_worked_on_without_looking(asking: Asking) -> None:
    asking.ask()
    for path in FILES:
        asking.write(path, "x = 1\n")
    assert asking.ask() == "answer 2"
    assert asking.ask() == "answer 2"


@pytest.mark.parametrize("question", [("pkg.a:make", 2), ("pkg.a:make", "1"), "pkg.a:make", None])
def test_other_questions_have_their_own_answers(asking: Asking, question: object) -> None:
    assert asking.ask() == "answer 1"
    assert asking.ask(question) == "answer 2"
    assert asking.ask(question) == "answer 2"
    assert asking.ask() == "answer 1"


def test_other_kinds_have_their_own_answers(asking: Asking) -> None:
    assert asking.ask() == "answer 1"
    assert asking.ask(kind="bindings") == "answer 2"
    assert asking.ask() == "answer 1"


def test_other_versions_work_it_out_again(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    asking.ask()
    monkeypatch.setattr("graphkit.workflows.remembered.code_version", lambda: "next")
    assert asking.ask() == "answer 2"
    monkeypatch.undo()
    monkeypatch.setattr("graphkit.extract.file_digests._RACY_NS", 0)
    assert asking.ask() == "answer 1"


def test_an_answer_of_another_shape_is_none(asking: Asking) -> None:
    asking.ask()
    assert remembered(asking.reading(), "trace", ("pkg.a:make", 1), int, lambda: 7) == 7


def test_an_answer_about_an_unreadable_file_is_not_kept(asking: Asking) -> None:
    reading = asking.reading()
    (asking.root / "pkg/c.py").unlink()
    assert [asking.ask(reading=reading) for _ in range(2)] == ["answer 1", "answer 2"]
    asking.write("pkg/c.py", "")
    assert asking.ask() == "answer 3"


def test_a_file_that_becomes_unreadable_hides_the_answer(asking: Asking) -> None:
    asking.ask()
    reading = asking.reading()
    (asking.root / "pkg/c.py").unlink()
    assert [asking.ask(reading=reading) for _ in range(2)] == ["answer 2", "answer 3"]


def test_an_answer_about_a_tree_with_problems_is_not_kept(asking: Asking) -> None:
    problem = Problem("pkg/locked", 0, "cannot be listed")
    reading = dataclasses.replace(asking.reading(), problems=(problem,))
    assert [asking.ask(reading=reading) for _ in range(2)] == ["answer 1", "answer 2"]
    assert [asking.ask() for _ in range(2)] == ["answer 3", "answer 3"]
    assert asking.ask(reading=reading) == "answer 4"


def test_without_a_cache_it_is_always_worked_out(asking: Asking) -> None:
    readings = [asking.reading(cache=False) for _ in range(2)]
    assert [asking.ask(reading=reading) for reading in readings] == ["answer 1", "answer 2"]
    asking.ask()
    assert asking.ask(reading=asking.reading(cache=False)) == "answer 4"
    assert asking.ask() == "answer 3"


def test_work_that_fails_keeps_nothing(asking: Asking) -> None:
    def fail() -> str:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        remembered(asking.reading(), "trace", ("pkg.a:make", 1), str, fail)
    assert asking.ask() == "answer 1"
