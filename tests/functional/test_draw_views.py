"""`graphkit draw --view …` on small trees, and on names that want to break out of every format."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from graphkit.cli.main import graphkit
from tests.functional.trees import tree

TARGET = "pkg.factory:make"
FILES = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "import pkg.helper\n\n\ndef make(): ...\n",
    "pkg/helper.py": "def later():\n    from pkg import factory\n    return factory\n",
    "pkg/facade.py": "from pkg.factory import make\n",
    "pkg/routes.py": "import pkg.loop\nfrom pkg.facade import make\nmake()\n",
    "pkg/loop.py": "import pkg.routes\n",
    "pkg/direct.py": "def f():\n    from pkg.factory import make\n    return make()\n",
    "tests/test_a.py": "from pkg.facade import make\n\ndef test():\n    make()\n",
}
VIEWS = {
    "consumers": [TARGET],
    "chains": [TARGET, "--view", "chains"],
    "waves": [TARGET, "--view", "waves"],
    "blast": ["pkg.facade", "--view", "blast"],
    "packages": ["--view", "packages", "--depth", "1"],
    "cycles": ["--view", "cycles"],
    "diff": ["--view", "diff", "before.json", "after.json"],
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tree(tmp_path / "src", FILES)
    monkeypatch.chdir(tmp_path)
    run("trace", TARGET, "-o", "before.json", "--format", "json")
    (tmp_path / "src" / "pkg" / "direct.py").unlink()
    run("trace", TARGET, "-o", "after.json", "--format", "json")
    tree(tmp_path / "src", FILES)
    return tmp_path


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(graphkit, [*arguments, "--root", "src", "--no-cache"])
    assert result.exit_code == status, result.output
    return result


def drawn(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("draw", *arguments, "--format", "json").stdout)
    return found


def titles(svg: bytes, kind: str) -> set[str]:
    """The titles of the nodes, or of the edges, but for the legend's and hidden ones."""
    found = set()
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        title = group.find(f"{SVG}title")
        if group.get("class") == kind and title is not None and title.text:
            found.add(title.text)
    return {title for title in found if not title.startswith("legend ")}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_in_every_format_has_the_same_nodes_and_edges(top: Path, view: str) -> None:
    counts = set()
    for ending, start in (
        ("svg", b"<?xml"),
        ("png", b"\x89PNG"),
        ("dot", b"digraph"),
        ("mmd", b"---\ntitle:"),
    ):
        found = drawn(*VIEWS[view], "-o", f"x.{ending}")
        content = (top / f"x.{ending}").read_bytes()
        assert content.startswith(start)
        assert found["view"] == view
        counts.add((found["nodes"], found["edges"], tuple(found["caption"])))
        drawn(*VIEWS[view], "-o", f"again.{ending}")
        assert (top / f"again.{ending}").read_bytes() == content
    ((nodes, edges, _),) = counts
    assert nodes >= 2
    svg, text = (top / "x.svg").read_bytes(), (top / "x.mmd").read_text()
    assert len(titles(svg, "node")) == nodes
    assert len(titles(svg, "edge")) == edges
    assert len(re.findall(r"^ +n\d+[\[{>(]", text, re.MULTILINE)) == nodes
    assert len(re.findall(r"^  n\d+ (?:-->|-\.->|==>)", text, re.MULTILINE)) == edges
    assert b"<text" in svg
    assert b"xlink:title=" in svg


def test_views_show_what_they_are_about(top: Path) -> None:
    drawn(*VIEWS["cycles"], "-o", "x.svg")
    assert titles((top / "x.svg").read_bytes(), "node") == {"pkg.loop", "pkg.routes"}
    drawn(*VIEWS["blast"], "-o", "x.svg")
    blast = titles((top / "x.svg").read_bytes(), "node")
    assert blast == {"pkg.facade", "pkg.routes", "pkg.loop", "tests.test_a"}
    drawn(*VIEWS["chains"], "--via", "pkg.facade", "-o", "x.svg")
    assert "pkg.direct" not in titles((top / "x.svg").read_bytes(), "node")
    assert "1 removed" in drawn(*VIEWS["diff"], "-o", "x.svg")["caption"][0]
    drawn(*VIEWS["diff"], "--show", "after", "-o", "x.svg")
    assert "pkg.direct" not in titles((top / "x.svg").read_bytes(), "node")
    assert drawn(*VIEWS["chains"], "--level", "module", "-o", "x.svg")["nodes"] > 3


def test_the_default_name_tells_the_view(top: Path) -> None:
    assert drawn(*VIEWS["waves"])["path"] == "output/make-waves.svg"
    assert drawn(*VIEWS["packages"])["path"] == "output/src-packages.svg"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument 'TARGET'"),
        (["--view", "blast"], "Missing argument 'MODULE'"),
        ([TARGET, "more"], "unexpected extra argument (more)"),
        ([TARGET, "--view", "packages"], "takes no TARGET"),
        (["--view", "diff", "a.json"], "two saved traces, or TARGET and two revisions"),
        (["--view", "diff", "no", "files"], "'no' is no file; to compare revisions, give the target"),
        ([TARGET, "--view", "diff", "v1", "v2"], "is in no git repository"),
        (["pkg.nothing", "--view", "blast"], "'pkg.nothing': no such module"),
        ([TARGET, "--view", "chains", "--via", "pkg.rout"], "did you mean pkg.routes"),
        ([TARGET, "--link-template", "https://x/{path}"], "unknown field {path}"),
        ([TARGET, "--link-template", "https://x/{revision}"], "is in no git repository"),
    ],
)
def test_what_cannot_be_meant_is_one_line(top: Path, arguments: list[str], said: str) -> None:
    result = run("draw", *arguments, "-o", "x.svg", status=2)
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not (top / "x.svg").exists()


def test_links_lead_to_file_and_line_in_svg_and_mermaid(top: Path) -> None:
    template = "https://git.example.org/blob/main/{file}?a=1&m={module}#L{line}"
    drawn(TARGET, "--link-template", template, "-o", "x.svg")
    links = {
        link.get("{http://www.w3.org/1999/xlink}href")
        for link in ET.fromstring((top / "x.svg").read_bytes()).iter(f"{SVG}a")
    }
    assert "https://git.example.org/blob/main/pkg/factory.py?a=1&m=pkg.factory#L4" in links
    drawn(TARGET, "--link-template", template, "-o", "x.mmd")
    assert (
        'click n1 href "https://git.example.org/blob/main/pkg/facade.py?a=1&m=pkg.facade#L1" _blank'
        in (top / "x.mmd").read_text()
    )


def test_two_revisions_of_the_repository(top: Path) -> None:
    def git(*arguments: str) -> str:
        settings = ["-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            ["git", *settings, *arguments], cwd=top, check=True, capture_output=True, text=True
        )
        return done.stdout

    git("init", "-q", "-b", "main")
    git("add", "src")
    git("commit", "-q", "-m", "one")
    git("tag", "v1")
    (top / "src" / "pkg" / "factory.py").write_text("")
    (top / "src" / "pkg" / "fresh.py").write_text("from pkg.facade import make\n")
    git("add", "src")
    git("commit", "-q", "-m", "two")
    (top / "src" / "pkg" / "fresh.py").write_text("not committed")
    found = drawn(TARGET, "--view", "diff", "v1", "HEAD", "-o", "x.svg")
    assert found["caption"][0].startswith("From v1 to HEAD: ")
    assert {"pkg.fresh", "pkg.factory", "pkg.routes"} <= titles((top / "x.svg").read_bytes(), "node")
    assert (top / "src" / "pkg" / "fresh.py").read_text() == "not committed"
    assert git("status", "--porcelain", "src").split() == ["M", "src/pkg/fresh.py"]
    template = ["--link-template", "https://x/{revision}/{file}"]
    drawn("pkg.facade", "--view", "blast", *template, "-o", "x.svg")
    head = git("rev-parse", "HEAD").strip()
    assert f"https://x/{head}/src/pkg/facade.py".encode() in (top / "x.svg").read_bytes()


HOSTILE = [
    'quo"te<b>&amp;&',
    "co:lon\\N\\",
    "#quot;`%%{init}%%",
    "]]--x end",
    "a --> b; click",
    "</title><script>alert(1)</script>".replace("/", "\u2215"),
    "名前の長い",
    "🎉🎉",
    "new\nline",
    "x" * 150,
]
KEYWORDS = [
    "graph",
    "digraph",
    "subgraph",
    "node",
    "edge",
    "strict",
    "end",
    "style",
    "class_",
    "default",
    "flowchart",
]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such file names")
@pytest.mark.parametrize("view", ["consumers", "blast", "packages", "waves"])
def test_hostile_names_are_right_and_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str) -> None:
    monkeypatch.chdir(tmp_path)
    use = "from pkg.factory import make\nmake()\n"
    cell: dict[str, object] = {
        "cell_type": "code",
        "source": use,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    book = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    long = "/".join(["deep" * 25] * 3)
    files = {f"{name}.ipynb": book for name in HOSTILE} | {f"{name}.py": use for name in KEYWORDS}
    files |= {"pkg/__init__.py": "", "pkg/factory.py": "def make(): ...\n", f"{long}/leaf.py": use}
    tree(tmp_path / "src", files)
    words = {"packages": [], "blast": ["pkg.factory"]}.get(view, [TARGET])
    asked = [*words, "--view", view, "--link-template", "https://x/{file}"]
    counts = {
        (f["nodes"], f["edges"])
        for f in (drawn(*asked, "-o", f"x.{e}") for e in ("svg", "dot", "mmd", "png"))
    }
    assert len(counts) == 1
    ((nodes, edges),) = counts
    svg = (tmp_path / "x.svg").read_bytes()
    assert b"<script" not in svg
    root = ET.fromstring(svg)
    assert len(titles(svg, "node")) == nodes
    assert len(titles(svg, "edge")) == edges
    tips = {link.get("{http://www.w3.org/1999/xlink}title") for link in root.iter(f"{SVG}a")}
    assert len(tips) > nodes
    if view in ("consumers", "blast"):
        assert {"co:lon\\N\\", 'quo"te<b>&amp;&'} <= {(tip or "").removesuffix(".ipynb") for tip in tips}
        assert nodes == len(files) - 1
        assert any(title.endswith("co:lon\\N\\") for title in titles(svg, "node"))
        words_shown = "".join(text.text or "" for text in root.iter(f"{SVG}text")).replace("\u00a0", " ")
        for part in ('quo"te<b>&amp;&', "co:lon\\N\\", "名前の長い", "🎉🎉", "digraph", "end"):
            assert part in words_shown
    text = (tmp_path / "x.mmd").read_text()
    for line in text.splitlines()[3:]:
        assert line.count('"') in (0, 2), line
    assert len(re.findall(r"^ +n\d+[\[{>(]", text, re.MULTILINE)) == nodes


def test_a_large_tree_fits_a_page_and_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"core/__init__.py": "", "core/a.py": "def make(): ...\n"}
    for area in range(12):
        for i in range(15):
            files[f"area_{area}/m{i}.py"] = (
                f"from core.a import make\nimport area_{(area + 1) % 12}.m{i}\nmake()\n"
            )
    tree(tmp_path / "src", files)
    for words in (
        ["core.a:make"],
        ["core.a", "--view", "blast"],
        ["--view", "packages"],
        ["--view", "cycles"],
    ):
        found = drawn(*words, "-o", "x.svg")
        assert 2 <= found["nodes"] <= 40
        assert found["edges"] <= 80
        steps = ("Slice", "Condensed", "Reduced", "Packages collapsed", "Direct only")
        assert any(line.startswith(steps) for line in found["caption"])
        width, height = map(
            float, re.findall(rb'(?:width|height)="([\d.]+)pt"', (tmp_path / "x.svg").read_bytes())[:2]
        )
        assert sorted((width, height)) <= [1800, 2600]
