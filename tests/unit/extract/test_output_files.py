from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.errors import BadUsage
from graphkit.extract.output_files import read_output


def test_reads_what_commands_write_sorted_and_leaves_out_the_rest(tmp_path: Path) -> None:
    for name in ("b.svg", "a.json", "c.png", "README.md", ".hidden.txt", "program.exe", "index.html"):
        (tmp_path / name).write_text(f"<{name}>")
    (tmp_path / "inner.json").mkdir()
    files, problems = read_output(str(tmp_path), str(tmp_path / "index.html"))
    assert [(file.name, file.text) for file in files] == [
        ("a.json", "<a.json>"),
        ("b.svg", "<b.svg>"),
        ("c.png", ""),
    ]
    assert problems == ()


def test_notebooks_that_were_run_are_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01_first.html").write_text("")
    (tmp_path / "notebooks" / "plot.png").write_text("")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.html").write_text("")
    assert [file.name for file in read_output(str(tmp_path))[0]] == ["notebooks/01_first.html"]


def test_reads_only_the_head_of_what_may_be_large(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("x" * 10_000)
    (tmp_path / "all.json").write_text("x" * 10_000)
    files, _ = read_output(str(tmp_path))
    assert [(file.size, len(file.text)) for file in files] == [(10_000, 10_000), (10_000, 4096)]


def test_what_is_no_text_is_still_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    assert read_output(str(tmp_path))[0][0].text == "caf\ufffd"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "a.txt").chmod(0)
    files, problems = read_output(str(tmp_path))
    assert [file.name for file in files] == ["b.txt"]
    assert [(problem.file, problem.what) for problem in problems] == [("a.txt", "permission denied")]


def test_no_directory_and_nothing_in_it_are_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match="is no directory"):
        read_output(str(tmp_path / "none"))
    with pytest.raises(BadUsage, match="nothing that graphkit writes"):
        read_output(str(tmp_path))
