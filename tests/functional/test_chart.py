"""`graphkit chart` on the bundled sample."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

import graphkit as api
from graphkit.cli.main import graphkit
from graphkit.model.charts import CHARTS, BarChart

NAME = "websocket-factory"


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(graphkit, ["chart", *arguments])
    assert result.exit_code == status, result.output
    return result


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "detectors"])
def test_every_chart_of_the_sample(name: str, sample: Path, tmp_path: Path) -> None:
    config = ("--config", str(sample / "graphkit.toml"))
    target = tmp_path / f"{name}.svg"
    result = run(name, NAME, *config, "-o", str(target))
    root = ET.parse(target).getroot()
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text
    assert result.stdout.splitlines()[:2] == [str(target), f"  {title.text}"]
    png = tmp_path / "again.png"
    run(name, NAME, *config, "-o", str(png), "--theme", "dark")
    assert png.read_bytes().startswith(b"\x89PNG")


def test_the_figures_are_in_the_json(sample: Path, tmp_path: Path) -> None:
    config = ("--config", str(sample / "graphkit.toml"))
    out = tmp_path / "c.svg"
    document = json.loads(run("burndown", NAME, *config, "-o", str(out), "--format", "json").stdout)
    assert document["schema"] == "graphkit/chart/1"
    assert (document["name"], document["theme"], document["format"]) == ("burndown", "light", "svg")
    ranking = api.rank(NAME, config=str(sample / "graphkit.toml"))
    left = [int(bar["note"]) for bar in document["chart"]["bars"]]
    assert left[0] == len(ranking.modules)
    assert left[-1] == 0
    assert left == sorted(left, reverse=True)
    assert [sum(bar["values"]) for bar in document["chart"]["bars"]] == left


def test_blast_needs_no_target_and_counts_as_blast_does(sample: Path, tmp_path: Path) -> None:
    config = str(sample / "graphkit.toml")
    drawn = api.chart("blast", output=str(tmp_path / "b.svg"), config=config)
    assert isinstance(drawn.chart, BarChart)
    radii = {row.module: row for row in api.blast(config=config).modules}
    assert drawn.chart.bars
    for bar in drawn.chart.bars:
        radius = radii[bar.label]
        assert list(bar.values) == [radius.production, radius.tests]
        assert (bar.tick or 0) == radius.import_time


def without_detectors(sample: Path) -> str:
    """The sample's configuration with nothing about detectors in it."""
    written = (sample / "graphkit.toml").read_text(encoding="utf-8")
    return "".join(part for part in re.split(r"(?m)^(?=\[)", written) if ".detectors." not in part)


def test_without_detectors_there_is_nothing_to_chart(sample: Path, tmp_path: Path) -> None:
    config = tmp_path / "graphkit.toml"
    config.write_text(without_detectors(sample), encoding="utf-8")
    result = run("detectors", NAME, "--config", str(config), "--root", str(sample), status=2)
    assert "no detector is configured" in result.stderr


def test_detectors_are_held_against_the_truth(sample: Path, tmp_path: Path) -> None:
    written = without_detectors(sample)
    config = tmp_path / "graphkit.toml"
    found = f"{written}\n[tool.graphkit.detectors.words]\ndeprecated = ['get_websocket_manager_factory']\n"
    config.write_text(found, encoding="utf-8")
    out = tmp_path / "d.svg"
    run("detectors", NAME, "--config", str(config), "--root", str(sample), "-o", str(out))
    assert re.search(r"The detector is \d+ % right; it misses \d+ of \d+ real users", out.read_text("utf-8"))


def test_the_default_place_is_named_after_chart_and_target(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("areas", NAME, "--config", str(sample / "graphkit.toml"))
    assert result.stdout.startswith("output/areas-websocket-factory.svg\n")
    assert (tmp_path / "output" / "areas-websocket-factory.svg").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("matrix",), "needs a TARGET"),
        (("pie", NAME), "'pie' is not one of"),
        (("areas", NAME, "-o", "x.pdf"), "unknown format 'pdf'; choose one of svg, png"),
        (("areas", NAME, "-o", "-"), "give -o FILE"),
        (("areas", NAME, "-o", "nowhere/x.svg"), "there is no directory"),
        (("areas", "pkg.not_there:x", "-o", "x.svg"), "there is no module"),
    ],
)
def test_what_cannot_be_charted_is_one_line(
    arguments: tuple[str, ...], said: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments, "--config", str(sample / "graphkit.toml"), status=2)
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_api_names_what_it_does_not_know() -> None:
    with pytest.raises(api.BadUsage, match="unknown chart 'pie'; choose one of compliance"):
        api.chart("pie", "pkg.a:make")
    with pytest.raises(api.BadUsage, match="unknown theme 'pink'; choose one of light, dark"):
        api.chart("blast", theme="pink")
