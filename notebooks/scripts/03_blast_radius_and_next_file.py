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
# # 3. Blast radius, and the next file
#
# A migration is a list of files in some order. This notebook asks what each file puts at risk, in which
# order nothing breaks, and which **one** file to change now.

# %%
import tempfile

import pandas as pd
from IPython.display import Markdown

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
pictures = tempfile.mkdtemp(prefix="graphkit-")
pd.set_option("display.max_colwidth", None)

# %% [markdown]
# ## What each consumer puts at risk
#
# The blast radius of a module: how many others are downstream of it. Production and tests are apart in each
# bar; the mark in it says how many run the module when they are imported, and so stop at once when it
# fails.

# %%
graphkit.chart("blast", TARGET, f"{pictures}/blast.svg", **code)

# %% [markdown]
# ## What if the facade's export went today
#
# The most tempting edit is to delete the one line that re-exports the symbol. The verdict says what that
# would do, and the table when each failure would be noticed: at import, when the statement is reached, or
# not at all. What is broken already is broken whatever you do.

# %%
offers = graphkit.trace(TARGET, **code).reexports
door = max(offers, key=lambda offer: offer.used_by, default=None)
whatif = graphkit.whatif(f"{door.module}:{door.name}" if door else TARGET, **code)
Markdown(f"**{whatif.summary}**")

# %%
broken = whatif.to_pandas()
pd.crosstab(broken["effect"], broken["is_test"].map({True: "tests", False: "production"}))

# %% [markdown]
# The dangerous rows are the ones without a noise: guarded by `except ImportError`, or a patch string in a
# test that names what is not there any more.

# %%
silent = broken[broken["effect"].isin(["guarded", "dangling"])]
silent.set_index("effect")[["file", "line", "kind", "what"]]

# %% [markdown]
# ## An order in which nothing breaks
#
# Consumers go before what they take from, so facades and the definition come last. Everything in one wave
# can move in any order, by several people at once. The column to the right waits for the column to its
# left.
#
# Inside a wave the order is chosen for the smallest risk: one canary for each way in which the symbol is
# used, then what frees the most others, then the smallest blast radius. `graphkit rank` gives each row its
# reasons.

# %%
graphkit.draw(TARGET, view="waves", output=f"{pictures}/waves.svg", **code)

# %%
order = graphkit.rank(TARGET, **code).to_pandas()
order.set_index("rank")[["wave", "file", "role", "uses", "import_time", "pattern", "canary"]].head(12)

# %% [markdown]
# ## The one file to change now
#
# Its uses, the edit, the tests to run after it, and what fails with it if the edit is wrong. After the
# edit, run this cell again: it reads the code as it is, and names the next one.

# %%
step = graphkit.next_step(TARGET, **code)
step

# %% [markdown]
# ## Which tests speak for it
#
# The consumers that no test reaches are the ones where nobody would notice a mistake. Write these tests
# first.

# %%
tests = graphkit.tests(TARGET, limit=3, **code)
pd.DataFrame(tests.untested, columns=["module", "file", "blast"]).set_index("module")

# %% [markdown]
# For each wave, a small set of test modules that reaches everything in it that any test reaches:

# %%
pd.DataFrame(
    [(row.wave, ", ".join(row.tests), ", ".join(row.unreached)) for row in tests.waves],
    columns=["wave", "tests", "reached by no test"],
).set_index("wave")
