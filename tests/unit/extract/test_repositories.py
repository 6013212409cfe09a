from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import BadConfig
from graphkit.extract.repositories import load_repositories
from graphkit.model.scan import Repository


def load(root: Path, text: str) -> tuple[Repository, ...]:
    path = root / "repositories.toml"
    path.write_text(text)
    return load_repositories(str(path))


def test_repositories_defaults_and_directories(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    (wheels / "checkout").mkdir(parents=True)
    (wheels / ".hidden").mkdir()
    for name in ("click-8.1-py3-none-any.whl", "my-lib-2.0.tar.gz", "tool.zip", "README.md"):
        (wheels / name).touch()
    found = load(
        tmp_path,
        """
        directory = "wheels"
        [defaults]
        owner = "everybody"
        exclude = ["docs/**"]
        [[repositories]]
        path = "../billing"
        owner = "payments"
        roots = ["code"]
        exclude = ["gen/**"]
        tests = ["checks"]
        """,
    )
    assert [repository.name for repository in found] == ["billing", "checkout", "click", "my-lib", "tool"]
    assert found[0] == Repository(
        "billing", str(tmp_path.parent / "billing"), ("code",), "payments", ("docs/**", "gen/**"), ("checks",)
    )
    assert found[2] == Repository(
        "click", str(wheels / "click-8.1-py3-none-any.whl"), (), "everybody", ("docs/**",)
    )


def test_owners_are_named_told_by_codeowners_or_the_default(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / "org" / name).mkdir(parents=True)
        if name != "c":
            (tmp_path / "org" / name / "CODEOWNERS").write_text("* @them\n")
    text = "[defaults]\nowner = 'all'\n[[repositories]]\npath = 'org/a'\nowner = 'me'\n"
    more = "".join(f"[[repositories]]\npath = 'org/{name}'\n" for name in "bc")
    assert [row.owner for row in load(tmp_path, text + more)] == ["me", "@them", "all"]
    found = load(tmp_path, "directory = 'org'\n[defaults]\nowner = 'all'\n")
    assert [row.owner for row in found] == ["@them", "@them", "all"]


def test_a_directory_stands_for_a_list(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a-1.0-py3-none-any.whl").touch()
    # two versions: told apart by their files
    (tmp_path / "c-1.0.tar.gz").touch()
    (tmp_path / "c-2.0.tar.gz").touch()
    assert [row.name for row in load_repositories(str(tmp_path))] == [
        "a",
        "b",
        "c-1.0.tar.gz",
        "c-2.0.tar.gz",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[repository]]\n", "unknown key 'repository'; did you mean 'repositories'?"),
        ("[[repositories]]\npth = 'a'\n", "unknown key 'repositories[0].pth'; did you mean 'path'?"),
        ("[[repositories]]\nname = 'a'\n", "'repositories[0].path' is missing; add it"),
        ("[[repositories]]\npath = 3\n", "'repositories[0].path' must be a string, not a number"),
        (
            "[[repositories]]\npath = 'a'\nroots = 'src'\n",
            "'repositories[0].roots' must be a list of strings",
        ),
        ("repositories = 3\n", "'repositories' must be a list of tables, not a number"),
        ("[defaults]\nowners = 'x'\n", "unknown key 'defaults.owners'; did you mean 'owner'?"),
        ("defaults = 3\n", "'defaults' must be a table"),
        ("directory = 'gone'\n", "cannot be listed: no such file or directory"),
        ("directory = [1]\n", "'directory' must be a string, not a list"),
        ("", "it lists no repository; add [[repositories]]"),
        ("[[repositories]\n", "not valid TOML"),
        (f"directories = {'[' * 3000}", "nested too deeply"),
        ("[[repositories]]\npath='a/x'\n[[repositories]]\npath='b/x'\n", "two repositories are named 'x'"),
    ],
)
def test_mistakes_are_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        load(tmp_path, text)
    assert said in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="cannot be read"):
        load_repositories(str(tmp_path / "gone.toml"))
