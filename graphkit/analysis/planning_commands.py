"""The commands of a plan: how a step is checked, how it is undone, when a phase may begin and end."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from graphkit.model.plan import DEFINITIONS, PHASES, Command

_TESTS_NAMED = 12
_NAMES_REMOVED = 8


class Words(NamedTuple):
    """What the commands of one plan have in common."""

    # as the user gave it
    target: str
    # the deprecation's name, or the symbol's
    name: str

    @property
    def slug(self) -> str:
        """The name as a part of a git tag."""
        return re.sub(r"[^A-Za-z0-9_-]+", "-", self.name).strip("-") or "plan"

    def tag(self, phase: int) -> str:
        """The tag that marks where a phase began."""
        return f"migration/{self.slug}-phase-{phase}"

    def gate(self, phase: int) -> str:
        """The command that succeeds when a phase and those before it are over."""
        return f"graphkit plan {shlex.quote(self.target)} --gate {phase}"


def file_checks(module: str, file: str, is_test: bool, tests: Sequence[str]) -> tuple[Command, ...]:
    """Return compile, import and test, as far as they make sense for the file."""
    checks = []
    if file.endswith(".py"):
        checks.append(Command("compiles", f"python -m compileall -q {shlex.quote(file)}"))
        # a file without a package is a script: to import it is to run it
        parts = module.split(".")
        if not is_test and len(parts) > 1 and all(part.isidentifier() for part in parts):
            checks.append(Command("imports", f"python -c {shlex.quote(f'import {module}')}"))
    if tests:
        checks.append(Command("its tests pass", _pytest(tests)))
    return tuple(checks)


def validation(
    words: Words, phase: int, tests: Sequence[str], golden: Sequence[str], removes: Sequence[str] = ()
) -> tuple[Command, ...]:
    """Return what is run after each change within a phase; `removes` go when all else in it has gone."""
    changed = f"git diff --name-only --diff-filter=d {words.tag(phase)} -- '*.py'"
    return (
        Command("every changed file compiles", f"{changed} | xargs -r -d '\\n' python -m compileall -q"),
        *_tests("few tests that reach every file of the phase which a test reaches", tests),
        *_tests("the golden paths' tests", golden),
        *_removal("before the last: what goes breaks nothing any more", removes),
        Command("what is left of the phase", words.gate(phase)),
    )


def entry(
    words: Words, phase: int, first: int, removes: Sequence[str], golden: Sequence[str], unsigned: int
) -> tuple[Command, ...]:
    """Return what must hold before a phase begins, and how its beginning is marked.

    `first`: the first phase that has anything to do; `unsigned`: possible uses that nobody looked at.
    """
    commands = [Command("nothing is left to commit", 'test -z "$(git status --porcelain)"')]
    if phase > PHASES[0]:
        if phase > first:
            commands.append(Command("the phases before it are over", words.gate(phase - 1)))
        commands += _removal("what goes here breaks nothing any more", removes)
    if phase == DEFINITIONS and unsigned:
        what = f"a person has signed off the possible uses, {unsigned:,} today: configure signed_off"
        commands.append(Command(what, ""))
    commands += _tests("the golden paths' tests pass", golden)
    return (*commands, Command("the beginning is marked", f"git tag {words.tag(phase)}"))


def leaving(
    words: Words, phase: int, tests: Sequence[str], golden: Sequence[str], definitions: Sequence[str]
) -> tuple[Command, ...]:
    """Return what must hold for a phase to be over."""
    commands = []
    if phase < DEFINITIONS:
        commands.append(Command("no file of the phase takes the symbol any more", words.gate(phase)))
    else:
        names = " ".join(f"-e {shlex.quote(name)}" for name in sorted(set(definitions)))
        commands.append(Command("nobody spells the name any more", f"! git grep -nw {names} -- '*.py'"))
    commands += _tests("the phase's tests pass", tests)
    return (*commands, *_tests("the golden paths' tests pass", golden))


def phase_rollback(words: Words, phase: int) -> tuple[Command, ...]:
    """Return how one file, and the phase, is undone."""
    tag = words.tag(phase)
    return (
        Command("one file: put in its path for FILE", f"git checkout {tag} -- FILE"),
        Command("the phase, while no later one has begun", f"git revert --no-edit {tag}..HEAD"),
    )


def whole_rollback(words: Words, first: int) -> tuple[Command, ...]:
    """Return how everything since the first phase that had work is undone."""
    return (Command("everything, as commits more", f"git revert --no-edit {words.tag(first)}..HEAD"),)


def _removal(what: str, removes: Sequence[str]) -> list[Command]:
    if not 0 < len(removes) <= _NAMES_REMOVED:
        return []
    return [Command(what, f"graphkit whatif remove {' '.join(map(shlex.quote, removes))} --check")]


def _tests(what: str, tests: Sequence[str]) -> list[Command]:
    if not tests:
        return []
    left_out = len(tests) - _TESTS_NAMED
    more = f" (the first {_TESTS_NAMED} of {len(tests):,})" if left_out > 0 else ""
    return [Command(what + more, _pytest(tests))]


def _pytest(tests: Sequence[str]) -> str:
    return f"pytest -q {' '.join(map(shlex.quote, tests[:_TESTS_NAMED]))}"
