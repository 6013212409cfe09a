# ---
# jupyter:
#   jupytext:
#     formats: ipynb,scripts//py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 2. Every path to the factory
#
# Before anybody deletes a deprecated function, one question has to be closed: **who really uses it, and
# through what?** A text search answers too much (comments, other functions of the same name) and too little
# (renamed imports, star imports, lazy attributes). This notebook follows the symbol itself, from its
# definition outward.

# %%
import pandas as pd

import graphkit

# %% [markdown]
# The next cell is the only one to edit. It points at the bundled sample, a small chat application whose
# `get_websocket_manager_factory` is deprecated. Point it at your own code and run all cells.

# %% tags=["parameters"]
ROOT = graphkit.SAMPLE  # a directory whose children are importable
TARGET = "websocket-factory"  # pkg.mod:name, or the name of a configured deprecation
CONFIG = None  # a graphkit.toml or pyproject.toml; None searches from ROOT upward

# %%
code = {"roots": [ROOT], "config": CONFIG}
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## Who uses it
#
# One call reads the tree and follows the symbol. In the picture an arrow runs from a module to where it
# takes the symbol; modules marked as re-exports pass it on. In the table there is a row for each use, with
# file and line.

# %%
trace = graphkit.trace(TARGET, **code)
trace

# %% [markdown]
# ## When do they use it
#
# What runs at **import time** fails loudly when the function goes: the program does not start. What runs at
# **call time** fails later, when a user gets there. What is **guarded** by `try … except ImportError` fails
# silently: nothing is raised, a feature is gone.

# %%
uses = trace.to_pandas()
pd.crosstab([uses["when"], uses["guarded"]], uses["kind"])

# %% [markdown]
# ## Who offers it
#
# The facades: modules that hand the symbol on without defining it, with the line that does. *used by*
# counts the modules that take it there. The first row is the door that most consumers go through, and so
# the line that is the most tempting to delete first, and the most expensive.

# %%
offers = sorted(trace.reexports, key=lambda offer: -offer.used_by)
pd.DataFrame(
    [(offer.file, offer.line, offer.name, offer.kind, offer.when, offer.used_by) for offer in offers],
    columns=["file", "line", "name", "kind", "when", "used by"],
).set_index("file")

# %% [markdown]
# ## Every chain through that door
#
# A chain is a sequence of takes from a consumer down to the definition. The count is exact however many
# there are; the list is short, shortest first.

# %%
door = offers[0].module if offers else ""
chains = graphkit.chains(TARGET, via=door, cuts=True, limit=8, **code)
chains

# %% [markdown]
# ## What the chains depend on
#
# Consumers that reach the definition through the facades **alone** lose it with them. Those that **bypass**
# them do not notice. The **smallest cut** is the smallest set of modules without which no chain is left.

# %%
cuts = chains.cuts
parts = {
    "depend on the facades alone": cuts.facade_only,
    "bypass them": cuts.bypassing,
    "do both": cuts.both,
    "smallest cut": cuts.minimum_cut,
}
pd.DataFrame(
    {"modules": len(modules), "the first of them": ", ".join(modules[:3])} for modules in parts.values()
).set_index(pd.Index(parts, name="what"))

# %% [markdown]
# ## What could not be seen
#
# Reading code has limits, and these are the places where a person has to look: uses that are only possible,
# with the reason; references that name the symbol through a module that does not hold it, and so are broken
# today; files that do not parse.

# %%
possible = [use for consumer in trace.consumers for use in consumer.uses if use.certainty == "possible"]
pd.DataFrame(
    [
        *(("possible use", f"{use.file}:{use.line}", use.reason) for use in possible),
        *(("broken today", f"{row.file}:{row.line}", row.reason) for row in trace.dangling),
        *(("unreadable", f"{row.file}:{row.line}", row.what) for row in trace.problems),
    ],
    columns=["what", "place", "why"],
).set_index("what")
