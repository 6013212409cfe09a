"""`make demo` and `graphkit gallery`: every file is on the page, and the page is true."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

import graphkit as api
from graphkit.cli.main import graphkit
from tests.conftest import REPOSITORY

IMAGES = REPOSITORY / "docs" / "images"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make demo` writes."""
    directory = tmp_path_factory.mktemp("demo") / "out put"
    done = subprocess.run(
        [sys.executable, "demo.py", str(directory)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (directory / "said").write_text(done.stdout, encoding="utf-8")
    return directory


class References(HTMLParser):
    """What a page names: files, and parts of itself."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.files: set[str] = set()
        self.parts: set[str] = set()
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            elif name in ("href", "src", "srcset"):
                known = self.parts if (value or "").startswith("#") else self.files
                known.add(unquote(value or "").removeprefix("./").removeprefix("#"))


def test_the_demos_page_links_every_file_that_was_written_and_no_other(demo: Path) -> None:
    names = References(demo / "index.html")
    written = {path.name for path in demo.iterdir()} - {"index.html", "said"}
    assert names.files == written
    assert names.parts == {"explore", "decide", "see", "raw"}
    assert names.parts <= names.ids


def test_the_demo_says_every_command_that_it_runs_and_where_to_look(demo: Path) -> None:
    said = (demo / "said").read_text(encoding="utf-8")
    written = {path.name for path in demo.iterdir()} - {"index.html", "said"}
    assert {name for name in written if f"/{name}'\n" in said} == written
    look = said.partition("What to look at")[2]
    named = re.findall(r"([\w.]+)  ", look)
    assert named[:3] == ["index.html", "explore.html", "plan.md"]
    assert all((demo / name).is_file() for name in named[:3])


def test_the_figures_of_the_page_are_those_of_the_results(demo: Path) -> None:
    page = (demo / "index.html").read_text(encoding="utf-8")
    figures = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    trace = json.loads((demo / "trace.json").read_text(encoding="utf-8"))
    ranked = json.loads((demo / "rank.json").read_text(encoding="utf-8"))
    chains = json.loads((demo / "chains.json").read_text(encoding="utf-8"))
    assert figures["modules use it"] == str(len(trace["consumers"])) == "38"
    assert figures["waves that break nothing"] == str(max(row["wave"] for row in ranked["modules"]))
    assert figures["chains of imports through canonical_imports"] == str(chains["count"])
    assert "line 34, hands it to 33 modules" in page.replace("<wbr>", "")


@pytest.mark.parametrize("image", sorted(IMAGES.glob("*.svg")), ids=lambda path: path.name)
def test_pictures_of_the_documents_are_what_the_demo_draws(image: Path, demo: Path) -> None:
    drawn = (demo / image.name).read_bytes()
    assert drawn == image.read_bytes(), f"make demo, then copy output/{image.name} to {image}"


def test_pictures_of_the_documents_are_small() -> None:
    assert len(list(IMAGES.iterdir())) == 3
    assert all(path.stat().st_size <= 200_000 for path in IMAGES.iterdir())


def test_the_same_directory_gives_the_same_page(demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "copy")
    made = api.gallery(str(tmp_path / "copy"))
    assert made.content == (demo / "index.html").read_text(encoding="utf-8")
    assert Path(made.path).read_text(encoding="utf-8") == made.content


def test_a_page_elsewhere_links_back(demo: Path, tmp_path: Path) -> None:
    page = tmp_path / "board.html"
    result = CliRunner().invoke(graphkit, ["gallery", str(demo), "-o", str(page)])
    assert result.exit_code == 0, result.output
    assert "shown as pictures" in result.stdout
    names = References(page).files
    assert names
    assert all((tmp_path / name).is_file() for name in names)


def test_without_a_trace_the_page_is_named_after_the_directory(tmp_path: Path) -> None:
    directory = tmp_path / "results"
    directory.mkdir()
    (directory / "a.txt").write_text("one line\n")
    result = CliRunner().invoke(graphkit, ["gallery", str(directory), "--format", "json"])
    document = json.loads(result.stdout)
    assert document["schema"] == "graphkit/gallery/1"
    assert document["title"] == "What graphkit found: results"
    assert document["entries"][0]["files"] == ["a.txt"]
    assert "content" not in document
    assert document["files"] == {"seen": 1, "total": 1}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none"], "is no directory"),
        (["empty"], "nothing that graphkit writes"),
        (["-o", "-"], "give -o FILE"),
    ],
)
def test_mistakes_are_one_line(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    result = CliRunner().invoke(graphkit, ["gallery", *arguments])
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
