"""`graphkit scan`: who in many repositories uses a symbol, and in which order they can move."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypedDict, Unpack, get_type_hints

from graphkit.analysis.scan_ranking import rank_repositories
from graphkit.analysis.scan_summary import chain_rows, owner_rows, repository_rows
from graphkit.deliver.files import write_output
from graphkit.deliver.journal import Entry, Journal
from graphkit.deliver.parquet import check_parquet, parquet
from graphkit.errors import BadUsage
from graphkit.execution.dask import Dask
from graphkit.execution.jobs import Engine, Job, Outcome, run_with_retries
from graphkit.execution.processes import Processes
from graphkit.extract.code_version import code_version
from graphkit.extract.file_digests import content_digest
from graphkit.extract.repositories import load_repositories
from graphkit.extract.repository_files import archive_size
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.scan import (
    ENGINES,
    Held,
    Question,
    Repository,
    RepositoryReading,
    RepositoryRow,
    RepositoryUse,
    Scan,
)
from graphkit.report.json_lines import json_lines
from graphkit.workflows.reading import Progress, no_progress
from graphkit.workflows.scan_provider import ask
from graphkit.workflows.scan_repository import Answer, Request

RESULTS = "output/scan"
TIMEOUT = 300.0
# how often facades of facades are followed from repository to repository
ROUNDS = 20
_WORK = "graphkit.workflows.scan_repository:answer"


class ScanOptions(TypedDict, total=False):
    """How a scan is to be run; none of it changes what it finds."""

    # one of ENGINES; the address of the scheduler for "dask"
    engine: str
    scheduler: str
    # worker processes; 0: one for each processor
    jobs: int
    # seconds for one repository, 0 for no limit; how often one that failed is tried again
    timeout: float
    retries: int
    # write Parquet files beside the JSON lines
    parquet: bool
    progress: Progress


def scan(
    repositories: str,
    target: str,
    *,
    provider: str = "",
    results: str = RESULTS,
    exclude: Sequence[str] = (),
    **options: Unpack[ScanOptions],
) -> Scan:
    """Find who uses `target` in all `repositories`: a TOML file that lists them, or a directory of them.

    `target` is `pkg.mod:name`; `provider` the repository (or a path) that defines it, by default the one
    that holds its module; `exclude` are patterns of what is left out of each. Every repository's result
    is kept in the directory `results` as it comes in: the same call goes on from there, reading only what
    is missing or has changed.

    Raises BadConfig, BadTarget, BadUsage, CannotWrite, BadScheduler and MissingExtra; what is the matter
    with one repository is said in its row.
    """
    progress = options.get("progress", no_progress)
    if options.get("parquet"):
        check_parquet()
    listed = {
        repository.name: repository._replace(exclude=(*repository.exclude, *exclude))
        for repository in load_repositories(repositories)
    }
    shown, question, doubts = ask(tuple(listed.values()), target, provider, progress)
    engine = _engine(options)
    with closing(engine), Journal(os.path.join(results, "journal.jsonl")) as journal:
        run = _Run(listed, question, engine, journal, options.get("retries", 1), progress)
        run.read_all()
    found = _put_together(shown, listed, run, results, doubts)
    _write(found, results, with_parquet=options.get("parquet", False))
    return found


def _engine(options: ScanOptions) -> Engine:
    name, timeout = options.get("engine", ENGINES[0]), options.get("timeout", TIMEOUT)
    if name not in ENGINES:
        raise BadUsage(f"unknown engine {name!r}; choose one of {', '.join(ENGINES)}")
    if options.get("retries", 1) < 0 or timeout < 0 or options.get("jobs", 0) < 0:
        raise BadUsage("--jobs, --timeout and --retries are numbers from 0 on; 0 for --timeout is no limit")
    if name == "processes":
        if options.get("scheduler"):
            raise BadUsage("--scheduler is for --engine dask; leave it out, or give --engine dask too")
        return Processes(_WORK, options.get("jobs", 0) or os.cpu_count() or 1, timeout)
    if not options.get("scheduler"):
        raise BadUsage("--engine dask needs the address of a cluster; give --scheduler tcp://host:8786")
    return Dask(_WORK, options["scheduler"], timeout)


@dataclass
class _Run:
    """The reading of all repositories, in rounds: what one repository offers may be taken in another."""

    listed: Mapping[str, Repository]
    question: Question
    engine: Engine
    journal: Journal
    retries: int
    progress: Progress
    readings: dict[str, RepositoryReading] = field(default_factory=dict)
    facades: dict[str, tuple[Held, ...]] = field(default_factory=dict)
    cut_short: bool = False

    def read_all(self) -> None:
        """Read every repository, and again those that import what others were found to offer."""
        waiting: dict[str, tuple[Held, ...]] = dict.fromkeys(self.listed, ())
        for number in range(1, ROUNDS + 1):
            self.facades.update(waiting)
            self._read(tuple(waiting), number)
            waiting = self._to_read_again()
            if not waiting:
                return
        self.cut_short = True

    def _read(self, names: tuple[str, ...], number: int) -> None:
        keys = {name: self._key(name) for name in names}
        entries = {name: self.journal.find(keys[name], name) for name in names}
        # the large ones first: at the end no process waits for one that began late
        ordered = sorted(names, key=lambda name: (-archive_size(self.listed[name]), name))
        jobs = (self._job(name, entries[name]) for name in ordered)
        stage = "repositories" if number == 1 else f"facades {number - 1}"
        self.progress(stage, 0, len(names))
        with closing(run_with_retries(self.engine, jobs, self.retries)) as outcomes:
            for done, outcome in enumerate(outcomes, start=1):
                self._take(outcome, keys[outcome.key], entries[outcome.key])
                self.progress(stage, done, len(names))

    def _take(self, outcome: Outcome, key: str, entry: Entry | None) -> None:
        from msgspec import Raw, json, msgpack

        name = outcome.key
        if outcome.answer is None:
            tried = f" (tried {outcome.tries} times)" if outcome.tries > 1 else ""
            self.readings[name] = RepositoryReading(name, failed=outcome.failed + tried)
            return
        answer = msgpack.decode(outcome.answer, type=Answer)
        if answer.reading is None:
            assert entry is not None
            self.readings[name] = json.decode(entry.result, type=RepositoryReading)
            return
        self.readings[name] = answer.reading
        # what failed is tried again by the next run
        if not answer.reading.failed:
            result = Raw(json.encode(answer.reading))
            self.journal.append(Entry(key, name, answer.state, round(outcome.seconds, 4), result))

    def _job(self, name: str, entry: Entry | None) -> Job:
        from msgspec import msgpack

        known = entry.state if entry is not None else ""
        return Job(name, msgpack.encode(Request(self.listed[name], self.question, self.facades[name], known)))

    def _key(self, name: str) -> str:
        """What the reading of a repository depends on beside the repository itself."""
        from msgspec import msgpack

        asked = (code_version(), self.question, self.facades[name])
        return content_digest(msgpack.encode(asked)).hex()

    def _to_read_again(self) -> dict[str, tuple[Held, ...]]:
        """Which repositories import what another holds, beyond what they were read with; and what that is."""
        provider = self.question.provider.name if self.question.provider is not None else ""
        offers: dict[str, list[Held]] = {}
        for name in sorted(self.readings):
            for held in self.readings[name].held if name != provider else ():
                offers.setdefault(held.module.partition(".")[0], []).append(held)
        again = {}
        for name, reading in self.readings.items():
            known = {row[:2] for row in self.facades[name]}
            more = [
                held
                for top in reading.imports
                for held in offers.get(top, ())
                if held.repository != name and held[:2] not in known
            ]
            if more:
                again[name] = (*self.facades[name], *more)
        return again


def _put_together(
    shown: str, listed: Mapping[str, Repository], run: _Run, results: str, doubts: Iterable[Problem]
) -> Scan:
    readings = tuple(run.readings[name] for name in sorted(run.readings))
    question = run.question
    provider = question.provider.name if question.provider is not None else ""
    rows = repository_rows(listed, readings, provider)
    uses = tuple(sorted(use for reading in readings for use in reading.uses))
    problems = {*doubts}
    for reading in readings:
        name = reading.repository
        if reading.failed:
            problems.add(Problem(name, 0, reading.failed, "it is tried again by the next run"))
        problems.update(row._replace(file=f"{name}/{row.file}".rstrip("/")) for row in reading.problems)
    if run.cut_short:
        problems.add(Problem(shown, 0, f"handed on more than {ROUNDS} times from repository to repository"))
    seen, total = (sum(reading.files[place] for reading in readings) for place in (0, 1))
    return Scan(
        target=shown,
        provider=provider,
        bindings=tuple(f"{row.module}:{row.name}" if row.name else row.module for row in question.held),
        repositories=rows,
        owners=owner_rows(rows),
        chains=chain_rows(uses),
        ranking=rank_repositories(listed, readings, provider),
        uses=uses,
        results=results,
        problems=tuple(sorted(problems)),
        files=FilesSeen(seen, total),
    )


def _write(found: Scan, results: str, *, with_parquet: bool) -> None:
    """Put the rows where other programs read them, each file whole or not at all."""
    tables = {"uses": (found.uses, RepositoryUse), "repositories": (found.repositories, RepositoryRow)}
    for name, (rows, kind) in tables.items():
        write_output(os.path.join(results, f"{name}.jsonl"), json_lines(rows))
        if with_parquet:
            write_output(os.path.join(results, f"{name}.parquet"), parquet(rows, get_type_hints(kind)))
    write_output(os.path.join(results, "ranking.jsonl"), json_lines(found.ranking))
