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
# # 1. Explore the graph
#
# Where does this code base hang together, and who hangs on the deprecated factory? This notebook draws the
# map: packages, then modules, then the one module in question. Nothing is executed: graphkit reads the
# source.

# %%
import tempfile

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

# %% [markdown]
# ## The whole tree
#
# Every module and every import between two of them, drawn as packages. An arrow runs from the package that
# imports to the one that is imported. Look for the package with the most arrows pointing at it: that is
# where a change is felt. The line at the end says how much was read; what could not be read is listed,
# never left out in silence.

# %%
graph = graphkit.graph(**code)
graph

# %% [markdown]
# ## One module's view
#
# Ask the graph about the module that defines the deprecated symbol. Type `graph["` and press Tab: the names
# of the modules complete themselves.

# %%
trace = graphkit.trace(TARGET, **code)
home = trace.definitions[0].module
graph[home]

# %% [markdown]
# ## Everything downstream of it
#
# The map of all modules that import this one, directly or through others. It is larger than the truth about
# the deprecated symbol: most of these modules import something that imports something, and never touch the
# function. Notebook 2 tells the two apart.

# %%
graphkit.draw(home, view="blast", output=f"{pictures}/blast.svg", **code)

# %% [markdown]
# ## Click through it
#
# The same graph to search, zoom and click. A click on a module fills `w.selected`; setting it moves the
# selection in the picture. Where no Python runs, a still drawing stands here.

# %%
w = graphkit.widget(TARGET, **code)
w

# %%
w.selected = home

# %% [markdown]
# Now click on another module, then run the next cell again: it shows who imports what you have clicked.

# %%
graph[w.selected or home]
