"""The view `diff` of `graphkit draw`: two saved traces, or two revisions of the repository."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Unpack

from graphkit.errors import BadRevision, BadTarget, BadUsage, NoPythonFiles, RootNotFound
from graphkit.extract.git_revision import files_at
from graphkit.extract.saved_trace import is_file, read_trace
from graphkit.model.uses import Trace
from graphkit.report.diagram_diff import draw_diff
from graphkit.workflows.draw_views import Scene, places_of
from graphkit.workflows.gone import trace_gone, without_definition
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, open_reading
from graphkit.workflows.trace import trace, trace_in


def find_changes(target: str, between: Sequence[str], show: str, **options: Unpack[Options]) -> Scene:
    """Read both states. Raises BadUsage, BadTarget, BadResult, BadRevision, and what reading raises."""
    first, second = between
    base = os.curdir
    if target:
        reading = open_reading(**options)
        base = reading.tree.base
        deprecation = reading.config.deprecations.get(target)
        meant = deprecation.target if deprecation else target
        before, after = (_at(meant, revision, base, reading.tree.roots, options) for revision in between)
        if not before.definitions and not after.definitions:
            # says what is wrong with it
            trace_in(reading, target)
    elif is_file(first) and is_file(second):
        before, after = read_trace(first), read_trace(second)
        if str(before.target) != str(after.target):
            raise BadUsage(f"{first} is a trace of {before.target}, {second} one of {after.target}")
    else:
        lost = second if is_file(first) else first
        raise BadUsage(f"{lost!r} is no file; to compare revisions, give the target before them")
    places = places_of(before) | places_of(after)
    names = tuple(os.path.basename(name) if not target else name for name in between)
    return Scene(
        lambda budget: draw_diff(before, after, (names[0], names[1]), show, budget),
        joined(before.problems, after.problems),
        after.files,
        places,
        base,
        second if target else "",
    )


def _at(target: str, revision: str, base: str, roots: Sequence[str], options: Options) -> Trace:
    """Trace `target` in the files as they were; where it is not, what still names it."""
    parts = [os.path.relpath(root, base).replace(os.sep, "/") for root in roots]
    with files_at(base, revision, parts) as copy:
        there: Options = {**options, "roots": [os.path.join(copy, part) for part in parts]}
        there["config"] = options.get("config") or open_reading(**options).config.path or None
        try:
            try:
                return trace(target, **there)
            except BadTarget:
                return without_definition(trace_gone(open_reading(**there), target))
        except (RootNotFound, NoPythonFiles) as error:
            found = "it has no Python files where the roots are"
            raise BadRevision(revision, found, "name a revision that has them") from error
