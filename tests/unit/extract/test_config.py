"""The configuration file: found, read, and refused with the key that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BadConfig
from graphkit.extract.config import load_config
from graphkit.model.config import Config, Deprecation, Detector, GoldenPath, Pattern

FULL = """
[tool.graphkit]
roots = ["src"]
exclude = ["backups/**"]
tests = ["checks"]
[tool.graphkit.deprecations.factory]
target = "app.old:make"
facades = ["app.facade"]
replacement = "app.new:Maker"
[tool.graphkit.deprecations.factory.golden_paths.chat]
entry_points = ["app.routes"]
tests = ["checks/test_chat.py"]
"""


def test_every_key(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(FULL)
    config = load_config(str(path), ".")
    assert config == Config(
        path=str(path),
        roots=(str(tmp_path / "src"),),
        exclude=("backups/**",),
        tests=("checks",),
        deprecations=config.deprecations,
    )
    assert dict(config.deprecations) == {
        "factory": Deprecation(
            name="factory",
            target="app.old:make",
            facades=("app.facade",),
            replacement="app.new:Maker",
            golden_paths=(GoldenPath("chat", ("app.routes",), ("checks/test_chat.py",)),),
        )
    }


def test_nearest_file_that_configures_graphkit(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "graphkit.toml").write_text('exclude = ["x"]')
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    config = load_config(None, str(inner))
    assert config.path == str(tmp_path / "graphkit.toml")
    assert config.exclude == ("x",)


def test_search_ends_at_the_repository(tmp_path: Path) -> None:
    (tmp_path / "graphkit.toml").write_text('exclude = ["x"]')
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    assert load_config(None, str(tmp_path / "repo")) == Config()


def test_broken_file_of_others_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text("not toml [")
    assert load_config(None, str(tmp_path)) == Config()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('exlude = ["a"]', ["'exlude'", "did you mean 'exclude'?"]),
        ("zzz = 1", ["'zzz'", "known keys: deprecations, detectors, exclude, roots, tests"]),
        ('roots = "src"', ["'roots'", "a list of strings", "a string"]),
        ("tests = [1]", ["'tests[0]'", "a number"]),
        ("deprecations = 1", ["'deprecations'", "table"]),
        ("[deprecations]\na = true", ["'deprecations.a'", "a boolean"]),
        ("[deprecations.a]\n", ["'deprecations.a.target'", "missing"]),
        ('[deprecations.a]\ntarget = "x"\nfacade = []', ["'deprecations.a.facade'", "'facades'"]),
        (
            '[deprecations.a]\ntarget = "x"\n[deprecations.a.golden_paths.c]\ntest = []',
            ["golden_paths.c.test", "'tests'"],
        ),
        ("roots = [\n", ["not valid TOML", "line"]),
        ("roots = ['\xff']", ["not valid TOML"]),
        (f"roots = {'[' * 3000}", ["nested too deeply"]),
        ("[detectors.a]\ngate = ['a{99999999999999999999}']", ["'detectors.a.gate[0]'", "repetition number"]),
        (f"[detectors.a]\ngate = ['{'(' * 2000}{')' * 2000}']", ["'detectors.a.gate[0]'", "can be used"]),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "graphkit.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(BadConfig) as caught:
        load_config(str(path), ".")
    message = str(caught.value)
    assert message.startswith(str(path))
    assert [word for word in words if word not in message] == []
    assert "\n" not in message


def test_key_path_in_pyproject(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.graphkit]\nroot = []")
    with pytest.raises(BadConfig, match=r"'tool\.graphkit\.root'; did you mean 'roots'"):
        load_config(None, str(tmp_path))


def test_explicit_file_must_be_there_and_configure(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="no such file"):
        load_config(str(tmp_path / "none.toml"), ".")
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    with pytest.raises(BadConfig, match=r"no \[tool\.graphkit\]"):
        load_config(str(tmp_path / "pyproject.toml"), ".")


DETECTOR = """
[detectors.names]
files = ["test_*.py"]
[detectors.sums]
files = ["/app/"]
skip = ["old.py"]
gate = ['(?i)socket']
unit = "line"
violations = ["several", "call"]
part = ["new"]
whole = ["new", "call", "files"]
current.new = 'new'
[detectors.sums.deprecated]
call = 'old\\('
again = 'old2'
[detectors.only_current]
current = ['new']
"""


def test_detectors(tmp_path: Path) -> None:
    path = tmp_path / "graphkit.toml"
    path.write_text(DETECTOR)
    assert load_config(str(path), ".").detectors == (
        Detector("names", ("test_*.py",), violations=("files",)),
        Detector("only_current", current=(Pattern("", "new"),), violations=("neither",)),
        Detector(
            name="sums",
            files=("/app/",),
            skip=("old.py",),
            gate=("(?i)socket",),
            unit="line",
            deprecated=(Pattern("call", "old\\("), Pattern("again", "old2")),
            current=(Pattern("new", "new"),),
            violations=("several", "call"),
            part=("new",),
            whole=("new", "call", "files"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gates = ['a']", ["unknown key 'detectors.d.gates'", "did you mean 'gate'?"]),
        ("gate = ['a', '(b']", ["'detectors.d.gate[1]' is no regular expression", "at position 0 of '(b'"]),
        ("deprecated = ['a)']", ["'detectors.d.deprecated[0]'", "unbalanced parenthesis at position 1"]),
        ("current.x = '*'", ["'detectors.d.current.x'", "nothing to repeat at position 0 of '*'"]),
        ("current.x = 1", ["'detectors.d.current.x' must be a string, not a number"]),
        ("current = 'x'", ["'detectors.d.current' must be a list of strings, not a string"]),
        ("unit = 'word'", ["'detectors.d.unit' must be one of file, line, not 'word'"]),
        ("violations = ['mixd']", ["'detectors.d.violations[0]' is no count: 'mixd'", "mixed"]),
        ("whole = ['old']\ndeprecated.older = 'a'", ["'old'", "known counts: older, files, deprecated"]),
        ("current.files = 'a'", ["'files' names a count of its own"]),
        ("current.a = 'a'\ndeprecated.a = 'b'", ["'a' is the name of two patterns"]),
    ],
)
def test_detectors_that_are_refused(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "graphkit.toml"
    path.write_text(f"[detectors.d]\n{text}\n")
    with pytest.raises(BadConfig) as caught:
        load_config(str(path), ".")
    assert [word for word in words if word not in str(caught.value)] == []
