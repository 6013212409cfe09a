"""What is shipped is what `web/` builds, byte by byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

WEB = REPOSITORY / "web"
ASSETS = REPOSITORY / "graphkit" / "report" / "assets"


def test_building_again_gives_the_shipped_bytes(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node: install nodejs and npm to build the page's program")
    installed = WEB / "node_modules" / "esbuild" / "package.json"
    if not installed.is_file():
        pytest.skip("esbuild is not installed: run `npm install` in web/")
    version = json.loads(installed.read_text(encoding="utf-8"))["version"]
    pinned = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["devDependencies"]["esbuild"]
    if version != pinned:
        pytest.skip(f"esbuild {version} is installed, {pinned} is pinned: run `npm install` in web/")
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=WEB, check=True, capture_output=True, timeout=60)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["explore.css", "explore.js", "widget.js"]
    for built in tmp_path.iterdir():
        assert built.read_bytes() == (ASSETS / built.name).read_bytes(), "run `npm run build` in web/"


def test_the_widget_is_a_module_with_its_style_in_it() -> None:
    program = (ASSETS / "widget.js").read_text(encoding="utf-8")
    assert program.rstrip().endswith(" as default};")
    # as minified, so without quotes that the program's own would escape
    assert "@container (max-width: 760px){" in program
    assert "STYLE" not in program


def test_licences_are_shipped() -> None:
    assert "MIT License" in (ASSETS / "THIRD_PARTY_LICENSES.txt").read_text(encoding="utf-8")
