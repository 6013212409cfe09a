"""The documents say what is so: what the README shows is what the commands print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli.main import graphkit
from tests.conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]


def test_the_readme_shows_the_real_head_of_the_samples_trace(sample: Path) -> None:
    config = str(sample / "graphkit.toml")
    result = CliRunner().invoke(graphkit, ["trace", "websocket-factory", "--config", config])
    head = result.stdout.split("\n\n")[0]
    assert f"```\n{head}\n```" in README


@pytest.mark.parametrize("command", sorted(graphkit.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"graphkit {command}\b", README)


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^make (\w+)", README, re.MULTILINE))
    assert targets == {"demo", "test"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_files_that_the_architecture_names_exist() -> None:
    text = (REPOSITORY / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in re.findall(r"`(tests/[\w/.]+)`", text):
        assert (REPOSITORY / name).exists(), name
