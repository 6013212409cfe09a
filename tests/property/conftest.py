"""Hypothesis profiles: `ci` where CI is set, `dev` elsewhere, or the one named by HYPOTHESIS_PROFILE."""

from __future__ import annotations

import os

from hypothesis import settings

# the same examples on every run, so that a red run is about the change it judges
settings.register_profile("ci", max_examples=400, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("dev", max_examples=100, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
