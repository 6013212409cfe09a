"""`graphkit scan` over a small organisation: what is found, what is said, what is written."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphkit.cli.main import graphkit
from graphkit.errors import BadConfig, BadTarget, BadUsage, CannotWrite, MissingExtra
from graphkit.model.scan import Scan
from graphkit.workflows.scan import scan
from tests.functional.organisation import TARGET, organisation, wheel
from tests.functional.scan_works import WORK
from tests.functional.trees import tree


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(organisation(tmp_path_factory.mktemp("organisation")))


@pytest.fixture(scope="module")
def found(repositories: str, tmp_path_factory: pytest.TempPathFactory) -> Scan:
    return scan(repositories, TARGET, results=str(tmp_path_factory.mktemp("results")), jobs=2)


def of(found: Scan, repository: str) -> set[tuple[str, int, str, str]]:
    return {
        (use.file, use.line, use.kind, use.certainty) for use in found.uses if use.repository == repository
    }


def test_the_provider_and_its_names(found: Scan) -> None:
    assert found.provider == "wire"
    assert found.bindings == ("wire:connect", "wire.core:connect", "wire.legacy:link")
    assert found.problems == ()
    assert found.files.seen == found.files.total == 20


def test_every_kind_of_use_is_found(found: Scan) -> None:
    assert of(found, "billing") == {
        ("billing/app.py", 1, "import", "certain"),
        ("billing/app.py", 5, "call", "certain"),
        ("billing/jobs.py", 1, "import", "certain"),
        ("billing/jobs.py", 3, "call", "certain"),
    }
    assert of(found, "shipping") == {("src/shipping/api.py", 3, "call", "certain")}
    assert of(found, "star") == {("star.py", 1, "star_import", "certain"), ("star.py", 3, "call", "certain")}
    assert of(found, "dynamic") == {("dyn.py", 5, "dynamic_import", "possible")}
    assert of(found, "own") == of(found, "nothing") == set()


def test_archives_are_read_like_directories(found: Scan) -> None:
    assert of(found, "parcel") == {
        ("parcel/send.py", 1, "import", "certain"),
        ("parcel/send.py", 3, "call", "certain"),
    }
    assert of(found, "mailer") == {
        ("src/mailer/__init__.py", 1, "import", "certain"),
        ("src/mailer/__init__.py", 3, "call", "certain"),
    }


def test_what_another_repository_hands_on_is_found(found: Scan) -> None:
    assert of(found, "toolkit") == {("toolkit/__init__.py", 1, "reexport", "certain")}
    assert of(found, "reports") == {("reports/run.py", 5, "call", "certain")}
    assert of(found, "archive_bot") == {("bot.py", 1, "import", "certain"), ("bot.py", 3, "call", "certain")}
    chains = {use.repository: (use.through, use.giver, use.chain) for use in found.uses}
    assert chains["reports"] == (
        "toolkit:open_wire",
        "toolkit",
        "reports.run -> toolkit -> wire -> wire.core",
    )
    assert chains["archive_bot"][2] == "bot -> kit2 -> toolkit -> wire -> wire.core"


def test_the_summary_by_repository_owner_and_way(found: Scan) -> None:
    states = Counter(row.state for row in found.repositories)
    assert states == {"consumer": 10, "provider": 1, "none": 2}
    assert [(row.owner, row.repositories) for row in found.owners] == [("", 10), ("@platform", 1)]
    ways = {row.through: (row.repositories, row.chain) for row in found.chains}
    assert ways["wire:connect"] == (4, ("wire", "wire.core"))
    assert ways["wire.legacy:link"] == (1, ("wire.legacy", "wire.core"))
    wire = next(row for row in found.repositories if row.name == "wire")
    assert (wire.uses, wire.test_uses, wire.consumers) == (4, 2, 1)


def test_who_takes_it_from_others_moves_before_them(found: Scan) -> None:
    place = {row.repository: row.position for row in found.ranking}
    for use in found.uses:
        if use.giver:
            assert place[use.repository] < place[use.giver]
    assert found.ranking[-1].repository == "wire"
    assert found.ranking[-1].reasons[-1] == "defines it"


def test_the_number_of_processes_changes_nothing(found: Scan, repositories: str, tmp_path: Path) -> None:
    alone = scan(repositories, TARGET, results=str(tmp_path), jobs=1)
    assert alone.__class__(**{**vars(alone), "results": found.results}) == found


def test_a_second_run_reads_only_what_changed(tmp_path: Path) -> None:
    root, results = organisation(tmp_path / "org"), str(tmp_path / "results")
    first = scan(str(root), TARGET, results=results)
    lines = (tmp_path / "results" / "journal.jsonl").read_text().splitlines()
    assert scan(str(root), TARGET, results=results) == first
    (root / "nothing" / "nothing.py").write_text("import os\nfrom wire import connect\nconnect()\n")
    again = scan(str(root), TARGET, results=results)
    assert of(again, "nothing") == {
        ("nothing.py", 2, "import", "certain"),
        ("nothing.py", 3, "call", "certain"),
    }
    more = (tmp_path / "results" / "journal.jsonl").read_text().splitlines()[len(lines) :]
    assert [json.loads(line)["name"] for line in more] == ["nothing"]
    # another question is another reading
    other = scan(str(root), "wire.core", results=results)
    assert other.target == "wire.core"
    assert scan(str(root), TARGET, results=results) == again


def test_what_goes_wrong_in_one_repository_is_its_own_affair(
    found: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = organisation(tmp_path / "org")
    for name in ("stuck", "deadly", "faulty"):
        tree(root / name, {"x.py": "from wire import connect\n\nconnect()\n"})
    (root / "broken-1.0-py3-none-any.whl").write_bytes(b"PK no more")
    (root / "wrong.toml").write_text("")
    os.mkfifo(root / "pipe-1.0.tar.gz")
    monkeypatch.setattr("graphkit.workflows.scan._WORK", WORK)
    results = str(tmp_path / "results")
    hurt = scan(str(root), TARGET, results=results, jobs=2, timeout=2.0, retries=1)
    assert hurt.uses == found.uses
    assert {row.name: row.reason for row in hurt.repositories if row.state == "failed"} == {
        "stuck": "took longer than 2 s (tried 2 times)",
        "deadly": "the process that read it was killed (SIGKILL) (tried 2 times)",
        "faulty": "RuntimeError: of its own (tried 2 times)",
        "broken": "cannot be unpacked: file is not a zip file",
        "pipe": "no regular file",
    }
    assert {problem.file for problem in hurt.problems} == {"stuck", "deadly", "faulty", "broken", "pipe"}
    # what failed is tried again, and only that
    monkeypatch.undo()
    healed = scan(str(root), TARGET, results=results)
    assert {row.name for row in healed.repositories if row.state == "failed"} == {"broken", "pipe"}
    assert of(healed, "stuck") == {("x.py", 1, "import", "certain"), ("x.py", 3, "call", "certain")}


def test_without_a_provider_other_ways_are_possible(tmp_path: Path) -> None:
    tree(
        tmp_path / "org",
        {
            "a/a.py": "from wire.core import connect\nconnect()\n",
            "b/b.py": "from wire import connect\nconnect()\n",
            "c/c.py": "from wires import connect\nconnect()\n",
        },
    )
    found = scan(str(tmp_path / "org"), TARGET, results=str(tmp_path / "results"))
    assert found.provider == ""
    assert {use.certainty for use in found.uses if use.repository == "a"} == {"certain"}
    assert [(use.line, use.certainty, use.reason) for use in found.uses if use.repository == "b"] == [
        (1, "possible", "wire was not read: it may hold the target")
    ]
    assert of(found, "c") == set()
    assert [problem.hint for problem in found.problems] == [
        "give --provider the directory or archive that does"
    ]
    given = wheel(
        tmp_path / "wire-2.zip",
        {"wire/__init__.py": "from wire.core import connect", "wire/core.py": "def connect(): ..."},
    )
    known = scan(str(tmp_path / "org"), TARGET, provider=str(given), results=str(tmp_path / "results"))
    assert [row.name for row in known.repositories] == ["a", "b", "c"]
    assert {use.certainty for use in known.uses if use.repository == "b"} == {"certain"}


def test_namespace_packages_meet(tmp_path: Path) -> None:
    legacy = "__import__('pkg_resources').declare_namespace(__name__)\n"
    tree(
        tmp_path / "org",
        {
            "one/corp/wire.py": "def connect(): ...\n",
            "two/corp/app.py": "from corp.wire import connect\nconnect()\n",
            "three/corp/__init__.py": legacy,
            "three/corp/job.py": "from corp.wire import connect\nconnect()\n",
            # a regular package of that name hides the other one
            "four/corp/__init__.py": "",
            "four/corp/job.py": "from corp.wire import connect\n",
        },
    )
    found = scan(str(tmp_path / "org"), "corp.wire:connect", results=str(tmp_path / "results"))
    certain = {use.repository for use in found.uses if use.certainty == "certain"}
    assert certain == {"two", "three"}
    assert [row.state for row in found.repositories if row.name == "four"] == ["none"]


def test_roots_that_hold_nothing_are_said(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "app/code/app.py": "from wire.core import connect\nconnect()\n",
            "app/doc/x.txt": "",
            "wire/wire/core.py": "def connect(): ...",
        },
    )
    cases = {
        "code": [],
        "doc": ["app: no Python files under its roots"],
        "gone": ["app: its root 'gone' is no directory"],
    }
    for roots, said in cases.items():
        listed = f"[[repositories]]\npath = 'app'\nroots = ['{roots}']\n[[repositories]]\npath = 'wire'\n"
        (tmp_path / "list.toml").write_text(listed)
        found = scan(str(tmp_path / "list.toml"), TARGET, results=str(tmp_path / "results"))
        problems = [f"{problem.file}: {problem.what}" for problem in found.problems]
        assert len(problems) == len(said)
        assert all(problem.startswith(start) for problem, start in zip(problems, said, strict=True))
        expected = {("code/app.py", 1, "import", "certain"), ("code/app.py", 2, "call", "certain")}
        assert of(found, "app") == (set() if said else expected)
    assert [row.state for row in found.repositories] == ["failed", "provider"]


def test_rows_are_read_by_pandas_and_duckdb(repositories: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pandas = pytest.importorskip("pandas")
    found = scan(repositories, TARGET, results=str(tmp_path), parquet=True)
    for name in ("uses", "repositories"):
        rows = getattr(found, name)
        read = pandas.read_parquet(tmp_path / f"{name}.parquet")
        lines = pandas.read_json(tmp_path / f"{name}.jsonl", lines=True)
        assert list(read.columns) == list(lines.columns) == list(rows[0]._fields)
        assert [tuple(row) for row in read.itertuples(index=False)] == [tuple(row) for row in rows]
        assert len(lines) == len(rows)
    query = "select repository, count(*) from '{}' where certainty = 'certain' group by 1 order by 1"
    expected = sorted(Counter(use.repository for use in found.uses if use.certainty == "certain").items())
    for ending in ("parquet", "jsonl"):
        assert duckdb.sql(query.format(tmp_path / f"uses.{ending}")).fetchall() == expected


def test_the_command_line(repositories: str, tmp_path: Path) -> None:
    call = ["scan", repositories, TARGET, "--results", str(tmp_path), "--jobs", "2"]
    text = CliRunner().invoke(graphkit, call)
    assert text.exit_code == 0
    assert "  used in 11 of 13 repositories: 21 uses (20 certain, 1 possible)\n" in text.stdout
    assert "after archive_bot, which takes it from here; takes it through toolkit" in text.stdout
    written = CliRunner().invoke(graphkit, [*call, "--format", "json"])
    document = json.loads(written.stdout)
    assert document["schema"] == "graphkit/scan/1"
    assert len(document["uses"]) == 21
    assert CliRunner().invoke(graphkit, [*call, "--format", "json"]).stdout == written.stdout
    assert CliRunner().invoke(graphkit, [*call, "-v", "--strict"]).exit_code == 0
    (tmp_path / "org" / "bad.zip").parent.mkdir()
    (tmp_path / "org" / "bad.zip").write_bytes(b"")
    tree(tmp_path / "org" / "wire", {"wire/core.py": "def connect(): ..."})
    strict = CliRunner().invoke(
        graphkit, ["scan", str(tmp_path / "org"), TARGET, "--results", str(tmp_path), "--strict"]
    )
    assert strict.exit_code == 3
    assert "graphkit: bad: cannot be unpacked" in strict.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["org", "wire.core:conect"], "holds no conect; did you mean wire.core:connect?"),
        (["org", "wire.cor:connect"], "there is no module wire.cor under the roots"),
        (["org", "else.where"], "write a name in it with a colon; did you mean else:where?"),
        (["org", "wire.core:connect", "--provider", "wier"], "did you mean 'wire'?"),
        (["org", "wire.core:connect", "--engine", "dask"], "give --scheduler tcp://host:8786"),
        (["org", "wire.core:connect", "--scheduler", "tcp://x"], "give --engine dask too"),
        (["org", "wire.core:connect", "--root", "x"], "write the roots of a repository into REPOS"),
        (["gone.toml", "a:b"], "gone.toml: cannot be read: no such file or directory; give a TOML file"),
        (["empty", "a:b"], "it lists no repository"),
    ],
)
def test_mistakes_are_said_in_one_line(
    arguments: list[str], said: str, repositories: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "org").symlink_to(repositories)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(graphkit, ["scan", *arguments])
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_wrong_calls_are_refused(repositories: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadUsage, match="unknown engine 'threads'"):
        scan(repositories, TARGET, engine="threads", results=str(tmp_path))
    with pytest.raises(BadUsage, match="numbers from 0 on"):
        scan(repositories, TARGET, retries=-1, results=str(tmp_path))
    with pytest.raises(BadTarget):
        scan(repositories, "wire.core:nothing", results=str(tmp_path))
    with pytest.raises(BadConfig):
        scan(str(tmp_path / "none"), TARGET)
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        scan(repositories, TARGET, results=str(tmp_path / "file"))
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingExtra, match=r"pip install 'graphkit\[parquet\]'"):
        scan(repositories, TARGET, parquet=True, results=str(tmp_path))
    with pytest.raises(MissingExtra, match=r"pip install 'graphkit\[dask\]'"):
        scan(repositories, TARGET, engine="dask", scheduler="tcp://127.0.0.1:9", results=str(tmp_path))
