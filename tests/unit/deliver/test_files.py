from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.deliver.files import check_output, make_directory, write_output
from graphkit.errors import CannotWrite


def test_text_and_bytes_are_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_output(tmp_path / "a.txt", "é\n")
    write_output(str(tmp_path / "b.bin"), b"\x00\xff")
    assert (tmp_path / "a.txt").read_bytes() == "é\n".encode()
    assert (tmp_path / "b.bin").read_bytes() == b"\x00\xff"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.bin"]


def test_a_new_file_gets_the_usual_permissions_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    write_output(tmp_path / "new", "x")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)
    ordinary.chmod(0o600)
    write_output(ordinary, "x")
    assert stat.S_IMODE(ordinary.stat().st_mode) == 0o600


def link(place: Path, to: str) -> None:
    place.symlink_to(to)


def pipe(place: Path, to: str) -> None:
    os.mkfifo(place)


def directory_link(place: Path, to: str) -> None:
    place.parent.joinpath("elsewhere").mkdir()
    place.symlink_to("elsewhere")


ASK = pytest.mark.parametrize("ask", [check_output, lambda path: write_output(path, "x")])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no links and named pipes here")
@ASK
@pytest.mark.parametrize("absolute", [False, True])
@pytest.mark.parametrize(
    ("make", "to", "path", "said"),
    [
        (link, "real", "out", "it is a link to 'real', and links are not followed"),
        (link, "nowhere", "out", "it is a link to 'nowhere'"),
        (link, "out", "out", "it is a link to 'out'"),
        (link, "/dev/null", "out", "it is a link to '/dev/null'"),
        (directory_link, "", "out", "it is a link to 'elsewhere'"),
        (directory_link, "", "out/new", "is a link to 'elsewhere', and links are not followed"),
        (directory_link, "", "out/../new", "is a link to 'elsewhere', and links are not followed"),
        (pipe, "", "out", "it is a pipe, a socket or a device"),
    ],
)
def test_nothing_is_written_through_what_is_no_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[Path], None],
    absolute: bool,
    make: Callable[[Path, str], None],
    to: str,
    path: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "real").write_text("old")
    make(tmp_path / "out", to)
    before = sorted(str(entry) for entry in tmp_path.rglob("*"))
    with pytest.raises(CannotWrite) as caught:
        ask(tmp_path / path if absolute else Path(path))
    assert said in str(caught.value)
    assert (tmp_path / "real").read_text() == "old"
    assert sorted(str(entry) for entry in tmp_path.rglob("*")) == before


def test_a_link_on_the_way_to_the_current_directory_is_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "home").symlink_to("real")
    monkeypatch.chdir(tmp_path / "home")
    write_output("out", "1")
    write_output(tmp_path / "home" / "other", "2")
    assert sorted(entry.name for entry in (tmp_path / "real").iterdir()) == ["other", "out"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_link_that_comes_between_the_check_and_the_writing_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").write_text("old")
    swap = os.replace

    def late(draft: Path, target: Path) -> None:
        target.symlink_to("real")
        swap(draft, target)

    monkeypatch.setattr(os, "replace", late)
    write_output(tmp_path / "out", "new")
    assert (tmp_path / "real").read_text() == "old"
    assert (tmp_path / "out").read_text() == "new"


def test_words_about_a_file_keep_its_letters(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"no directory '.*Nowhere'"):
        check_output(tmp_path / "Nowhere" / "out")


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        check_output(tmp_path / "a\0b")
    with pytest.raises(CannotWrite, match="too long"):
        write_output(tmp_path / ("a" * 5000), "x")


@pytest.mark.parametrize("path", ["missing/out.svg", ".", "file/out.svg"])
@pytest.mark.parametrize("ask", [check_output, lambda path: write_output(path, "x")])
def test_a_path_that_cannot_be_a_file_is_refused(
    tmp_path: Path, path: str, ask: Callable[[Path], None]
) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(CannotWrite) as caught:
        ask(tmp_path / path)
    assert caught.value.path == str(tmp_path / path)
    assert "\n" not in str(caught.value)
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_read_only_directory_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CannotWrite, match="read-only"):
            write_output(tmp_path / "out", "x")
    finally:
        tmp_path.chmod(0o700)


def test_when_the_swap_fails_the_old_file_stays_and_no_draft_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(CannotWrite, match="no space left on device"):
        write_output(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no names for open files here")
def test_what_the_process_was_given_is_written_to_directly(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    check_output(f"/dev/fd/{writer}")
    write_output(f"/dev/fd/{writer}", "through")
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        assert stream.read() == b"through"
    with (tmp_path / "redirected").open("wb") as file:
        write_output(f"/dev/fd/{file.fileno()}", "through")
    assert (tmp_path / "redirected").read_text() == "through"
    write_output(os.devnull, "x")


def test_directories_are_made_once(tmp_path: Path) -> None:
    make_directory(tmp_path / "a" / "b")
    make_directory(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite):
        make_directory(tmp_path / "file")
    with pytest.raises(CannotWrite):
        make_directory(tmp_path / "file" / "below")


def test_a_link_is_no_directory_to_write_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "output").symlink_to("elsewhere")
    with pytest.raises(CannotWrite, match="'output' is a link to 'elsewhere'"):
        make_directory("output")
