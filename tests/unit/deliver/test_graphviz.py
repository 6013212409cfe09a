from __future__ import annotations

import os
import shlex
import struct
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graphkit.deliver import graphviz
from graphkit.deliver.graphviz import MAX_PIXELS, SYSTEM, render
from graphkit.errors import CannotRender
from graphkit.report.dot import dot
from tests.unit.report.test_dot import AWKWARD, awkward

SMALL = 'digraph { a -> b [label="l. 1"]; }'


def png_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def system_dot(directory: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a program `dot` that runs Python code alone on the search path."""
    program = directory / "dot"
    script = directory / "dot.py"
    script.write_text(code)
    # the interpreter's path may have spaces, which a `#!` line cannot
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(script))} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(directory))


def test_svg_and_png_come_out_the_same_every_time() -> None:
    for output_format in ("svg", "png"):
        assert render(SMALL, output_format) == render(SMALL, output_format)
    assert b"<svg" in render(SMALL, "svg")
    assert min(png_size(render(SMALL, "png"))) > 50


def test_awkward_names_are_drawn_as_they_are() -> None:
    svg = ET.fromstring(render(dot(awkward()), "svg"))
    texts = {element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")}
    assert {name for name in AWKWARD if name and "\n" not in name} <= texts


def test_a_huge_png_is_scaled_down() -> None:
    huge = "digraph { rankdir=LR; " + " ".join(f"n{i} [width=9, height=9];" for i in range(40)) + "}"
    width, height = png_size(render(huge, "png"))
    assert MAX_PIXELS * 0.5 < width * height <= MAX_PIXELS


def test_text_that_is_no_dot_is_an_error_of_one_line() -> None:
    with pytest.raises(CannotRender) as caught:
        render("digraph {", "svg")
    assert "syntax error" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not caught.value.timed_out


def test_a_missing_system_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotRender, match="no Graphviz program 'dot'"):
        render(SMALL, "svg", engine=SYSTEM)


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz, "files", lambda _: [])
    with pytest.raises(CannotRender, match="graphviz-pure is not installed"):
        render(SMALL, "svg")


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_a_program_that_takes_too_long_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the child would hold the pipe open for a minute if it outlived its parent
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(tmp_path / 'child')!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )
    system_dot(tmp_path, monkeypatch, code)
    with pytest.raises(CannotRender) as caught:
        render(SMALL, "svg", engine=SYSTEM, timeout=1.0)
    assert caught.value.timed_out
    status = Path(f"/proc/{(tmp_path / 'child').read_text()}/stat")
    assert not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"


@pytest.mark.skipif(os.name != "posix", reason="needs a script as a program")
def test_a_program_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system_dot(tmp_path, monkeypatch, "import sys; sys.stderr.write('first\\nout of luck\\n'); sys.exit(3)")
    with pytest.raises(CannotRender, match="status 3: out of luck"):
        render(SMALL, "svg", engine=SYSTEM)
