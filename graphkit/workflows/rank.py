"""`graphkit rank`: which module moves when."""

from __future__ import annotations

from typing import Unpack

from graphkit.analysis.waves import rank_modules
from graphkit.model.ranking import Ranking
from graphkit.workflows.blast import blast
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options
from graphkit.workflows.trace import trace


def rank(target: str, **options: Unpack[Options]) -> Ranking:
    """Return consumers, facades and definition of `target` in the order in which they can move.

    Raises BadTarget, BadConfig, RootNotFound and NoPythonFiles.
    """
    traced = trace(target, **options)
    radii = blast(**options)
    ranked = rank_modules(traced, {radius.module: radius for radius in radii.modules})
    problems = joined(traced.problems, radii.problems)
    return Ranking(str(traced.target), ranked, problems, traced.files)
