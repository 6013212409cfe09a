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
# # 4. The remediation plan
#
# From the findings to a document that a team can work through and a board can read: where the migration
# stands, in which phases it goes on, what is at risk in each, and how anybody can check that a phase is
# over.

# %%
import json
import tempfile
from itertools import groupby
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

import graphkit
from graphkit.workflows.plan import document

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
# ## Where it stands
#
# Compliance is what has moved to the replacement, by files and by uses, counted by symbol and not by text.
# A file that uses both is *mixed*: it has not arrived.

# %%
compliance = graphkit.compliance(TARGET, **code)
pd.DataFrame(compliance.symbols[0].shares).set_index("name").round(1)

# %%
graphkit.chart("compliance", TARGET, f"{pictures}/compliance.svg", **code)

# %% [markdown]
# ## The phases
#
# The order is forced by who takes the symbol from whom: consumers, then the modules that pass it on, then
# the facade, then the definition. The share is what will have moved when the phase is over.

# %%
plan = graphkit.plan(TARGET, **code)
pd.DataFrame(
    [
        (phase.number, phase.title, len(phase.files), len(phase.removes), phase.compliance)
        for phase in plan.phases
    ],
    columns=["phase", "title", "files", "exports that go", "% of files moved after it"],
).set_index("phase").round(1)

# %%
graphkit.chart("burndown", TARGET, f"{pictures}/burndown.svg", **code)

# %% [markdown]
# ## What is at risk
#
# One row for each phase, one column for each kind of risk. The levels follow from facts that the plan lists
# with file and line; nothing here is a guess.

# %%
risks = {phase.number: {kind: risk.level for kind, risk in phase.risks} for phase in plan.phases}
pd.DataFrame.from_dict(risks, orient="index").rename_axis("phase")

# %% [markdown]
# ## The document
#
# The plan as Markdown, to be put into the issue tracker: for each phase its gates, files, edits, checks and
# the way back. `graphkit plan TARGET -o plan.md` writes it, and writing it again keeps your ticks and your
# own words.

# %%
text = document(plan)
Markdown(text.partition("\n## ")[0])

# %% [markdown]
# So it begins. What follows:

# %%
Markdown("\n".join(line.replace("## ", "- ") for line in text.splitlines() if line.startswith("## ")))

# %% [markdown]
# ## Is somebody's order safe
#
# An order is a list of steps that remove or migrate something. Here are two: the one that comes to mind
# first, the export before its consumers, and the waves of notebook 3. A step is refused when it would break
# something where it stands, with the statements that it would break.

# %%
offers = sorted(plan.trace.reexports, key=lambda offer: -offer.used_by)
doors = [f"{offer.module}:{offer.name}" for offer in offers[:1]] or [str(plan.trace.target)]
export_first = [("remove", doors), ("migrate", [consumer.module for consumer in plan.trace.consumers])]

wave_by_wave, moved = [], set()
for _, rows in groupby(graphkit.rank(TARGET, **code).modules, key=lambda row: row.wave):
    wave = {module for row in rows for module in (row.module, *row.together)} - moved
    wave_by_wave.append(("migrate", sorted(wave)))
    moved |= wave

# %%
verdicts = []
for name, steps in (("export first", export_first), ("wave by wave", wave_by_wave)):
    order = Path(pictures, "order.toml")
    order.write_text("".join(f"[[steps]]\n{what} = {json.dumps(names)}\n" for what, names in steps if names))
    checked = graphkit.check_order(TARGET, str(order), **code)
    refused = {refusal.step for refusal in checked.refusals}
    why = "; ".join(refusal.why for refusal in checked.refusals) or "no step breaks anything"
    verdicts.append((name, len(checked.steps), len(refused), why))
pd.DataFrame(verdicts, columns=["order", "steps", "refused", "why"]).set_index("order")

# %% [markdown]
# ## Is a phase over
#
# The gate at the end of a phase is a question to the code, not to people: which files of it, and of the
# phases before it, are left? A phase is over at zero.

# %%
gates = [graphkit.check_gate(TARGET, phase.number, **code) for phase in plan.phases]
pd.DataFrame(
    [(gate.phase, len(gate.remaining), gate.remaining[0].file if gate.remaining else "") for gate in gates],
    columns=["phase", "files left", "the first of them"],
).set_index("phase")
