"""Archives are read without trusting them: nothing leaves the directory, nothing fills the disk."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from graphkit.errors import BadArchive
from graphkit.extract.archives import Limits, archive_names, clean_name, is_archive, read_archive, unpack
from graphkit.model.problems import Problem


def zipped(path: Path, entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries:
            archive.writestr(name, raw)
    return path


def tarred(path: Path, entries: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for info, raw in entries:
            info.size = len(raw) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(raw))
    return path


def info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def unpacked(path: Path, limits: Limits = Limits()) -> tuple[dict[str, bytes], list[Problem]]:  # noqa: B008
    """What lies in the directory and around it afterwards, and the problems."""
    inside = path.parent / "deep" / "inside"
    inside.mkdir(parents=True)
    problems: list[Problem] = []
    unpack(str(path), str(inside), problems, limits)
    outside = [
        p for p in path.parent.rglob("*") if not p.is_relative_to(inside) and p.is_file() and p != path
    ]
    assert outside == []
    assert not any(p.is_symlink() for p in inside.rglob("*"))
    found = {p.relative_to(inside).as_posix(): p.read_bytes() for p in inside.rglob("*") if p.is_file()}
    return found, problems


def test_code_is_unpacked_and_nothing_else(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.whl", [("pkg/a.py", b"1"), ("pkg/b.pyi", b"2"), ("c.ipynb", b"3"), ("d.so", b"4")]
    )
    assert unpacked(path) == ({"pkg/a.py": b"1", "pkg/b.pyi": b"2", "c.ipynb": b"3"}, [])
    assert sorted(archive_names(str(path))) == ["c.ipynb", "pkg/a.py", "pkg/b.pyi"]


@pytest.mark.parametrize("name", ["../a.py", "x/../../a.py", "/tmp/a.py", "..\\a.py", "x/..\\..\\a.py"])
def test_names_that_lead_out_are_left_out(name: str, tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar.gz", [(info(name), b"evil"), (info("good.py"), b"good")])
    found, problems = unpacked(path)
    assert found == {"good.py": b"good"}
    assert [(p.file, p.what) for p in problems] == [(name, "name that leads out of the archive")]


def test_links_and_devices_are_never_made(tmp_path: Path) -> None:
    entries = [
        (info("a.py", tarfile.SYMTYPE, "/etc/passwd"), b""),
        (info("b.py", tarfile.LNKTYPE, "good.py"), b""),
        (info("c.py", tarfile.FIFOTYPE), b""),
        (info("d.py", tarfile.CHRTYPE), b""),
        # a directory that is a link, and a file through it
        (info("e", tarfile.SYMTYPE, ".."), b""),
        (info("e/f.py"), b"inside"),
    ]
    found, problems = unpacked(tarred(tmp_path / "a.tgz", entries))
    assert found == {"e/f.py": b"inside"}
    assert [p.file for p in problems] == ["a.py", "b.py", "c.py", "d.py"]
    assert {p.what for p in problems} == {"link or device in an archive"}


def test_a_link_in_a_zip_is_left_out(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found, problems = unpacked(zipped(tmp_path / "a.zip", [(link, b"/etc/passwd"), ("b.py", b"b")]))
    assert found == {"b.py": b"b"}
    assert [p.file for p in problems] == ["a.py"]


@pytest.mark.parametrize("ending", ["zip", "tar.gz"])
def test_bombs_stay_small(ending: str, tmp_path: Path) -> None:
    zeros = b"\n" * 300_000
    limits = Limits(file=200_000, total=350_000, entries=6)
    files = [("huge.py", zeros), *((f"f{n}.py", zeros[:150_000]) for n in range(4))]
    if ending == "zip":
        path = zipped(tmp_path / "a.zip", list(files))
    else:
        path = tarred(tmp_path / "a.tar.gz", [(info(name), raw) for name, raw in files])
    found, problems = unpacked(path, limits)
    assert sorted(found) == ["f0.py", "f1.py"]
    assert [p.what for p in problems] == [
        "a file of more than 200,000 bytes in an archive",
        "more than 350,000 bytes of code in an archive",
    ]


def test_too_many_entries(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", [(f"f{n}.py", b"") for n in range(9)])
    found, problems = unpacked(path, Limits(entries=5))
    assert len(found) == 5
    assert [p.what for p in problems] == ["more than 5 entries in an archive"]


def test_a_tar_bomb_of_no_code_ends_too(tmp_path: Path) -> None:
    path = tarred(
        tmp_path / "a.tar.gz", [(info("big.bin"), bytes(900_000)), (info("x.bin"), b"x"), (info("a.py"), b"")]
    )
    found, problems = unpacked(path, Limits(total=100_000))
    assert found == {}
    assert [p.what for p in problems] == ["an archive beyond all limits in an archive"]


def test_files_that_get_in_each_others_way(tmp_path: Path) -> None:
    entries = [(info("a.py"), b"file"), (info("a.py/b.py"), b"below"), (info("c" * 300 + ".py"), b"long")]
    found, problems = unpacked(tarred(tmp_path / "a.tar.gz", entries))
    assert found == {"a.py": b"file"}
    assert [p.what.partition(":")[0] for p in problems] == ["cannot be unpacked", "cannot be unpacked"]


def test_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", [("a.py", b"first " * 50), ("b.py", b"second")])
    raw = bytearray(path.read_bytes())
    place = raw.index(b"a.py") + 6
    raw[place : place + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(raw))
    found, problems = unpacked(path)
    assert found == {"b.py": b"second"}
    assert [p.file for p in problems] == ["a.py"]


def test_a_truncated_stream_keeps_what_came(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar.gz", [(info("a.py"), b"a"), (info("b.py"), os.urandom(90_000))])
    path.write_bytes(path.read_bytes()[:30_000])
    found, problems = unpacked(path)
    assert found == {"a.py": b"a"}
    assert problems[0].what.startswith("damaged: ")


@pytest.mark.parametrize("name", ["a.whl", "a.tar.gz", "a.tar", "a.tar.xz", "gone.zip"])
def test_what_is_no_archive_is_said(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if not name.startswith("gone"):
        path.write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(BadArchive):
        list(read_archive(str(path), []))
    with pytest.raises(BadArchive):
        archive_names(str(path))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.whl")
    with pytest.raises(BadArchive, match="no regular file"):
        list(read_archive(str(tmp_path / "a.whl"), []))


def test_names() -> None:
    assert is_archive("A-1.0.TAR.GZ")
    assert not is_archive("a.py")
    assert clean_name("a//./b.py") == "a/b.py"
    assert clean_name("a/\0b.py") == ""
