from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import CannotRender, CannotWrite, UnknownFormat
from graphkit.workflows import draw as workflow
from graphkit.workflows.draw import draw
from tests.unit.workflows.flows import TARGET, write_tree


@pytest.mark.parametrize(
    ("name", "asked", "chosen", "start"),
    [
        ("x.svg", None, "svg", b"<?xml"),
        ("x.PNG", None, "png", b"\x89PNG"),
        ("x.dot", None, "dot", b"digraph"),
        ("x.gv", None, "dot", b"digraph"),
        ("x.mmd", None, "mmd", b"---\ntitle:"),
        ("x", None, "svg", b"<?xml"),
        ("x.txt", "dot", "dot", b"digraph"),
    ],
)
def test_the_format_is_the_one_asked_for_or_what_the_name_ends_in(
    tmp_path: Path, name: str, asked: str | None, chosen: str, start: bytes
) -> None:
    root = write_tree(tmp_path / "tree")
    output = tmp_path / name
    drawing = draw(TARGET, str(output), output_format=asked, roots=[root], cache=False)
    assert (drawing.format, drawing.path, drawing.target) == (chosen, str(output), TARGET)
    assert output.read_bytes().startswith(start)
    content = drawing.content
    assert output.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert drawing.caption[0].startswith("All 4 consumers shown; 1 facade.")


def test_by_default_the_drawing_goes_to_the_output_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert draw(TARGET, roots=[write_tree(tmp_path / "tree")], cache=False).path == "output/make.svg"
    assert (tmp_path / "output" / "make.svg").is_file()


def test_a_format_that_no_writer_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="'gif'; choose one of svg, png, dot, mmd"):
        draw(TARGET, str(tmp_path / "x.gif"))


def test_a_path_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        draw("no.such:target", str(tmp_path / "missing" / "x.svg"), roots=[str(tmp_path)])


def test_the_same_tree_gives_the_same_bytes(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "tree")
    for name in ("x.svg", "x.png", "x.dot", "x.mmd"):
        first = draw(TARGET, str(tmp_path / name), roots=[root], cache=False).content
        assert draw(TARGET, str(tmp_path / name), roots=[root], cache=False).content == first


@pytest.mark.parametrize("slow", [1, 2, 3])
def test_a_layout_that_takes_too_long_is_tried_again_on_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    drawn: list[str] = []

    def render(text: str, *args: object, **options: object) -> bytes:
        drawn.append(text)
        if len(drawn) <= slow:
            raise CannotRender("too long", timed_out=True)
        return b"drawn"

    monkeypatch.setattr(workflow, "render", render)
    users = {f"area_{i % 7}/user_{i}.py": "from core import make\nmake()\n" for i in range(70)}
    root = write_tree(tmp_path / "tree", {"core.py": "def make(): ...\n", **users})
    output = tmp_path / "x.svg"
    if slow == 3:
        with pytest.raises(CannotRender):
            draw("core:make", str(output), roots=[root], cache=False)
        assert not output.exists()
    else:
        assert draw("core:make", str(output), roots=[root], cache=False).content == b"drawn"
        assert len(drawn) == slow + 1
