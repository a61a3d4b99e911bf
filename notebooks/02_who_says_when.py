"""Who says when: the headline under each belief about the arrival of the first human-level model.

One posterior and the same draws serve all rows: only the human-level date differs. Run it cell by
cell in an editor that knows `# %%`, or whole, with python.
"""

# %% What is asked
import datetime
import os

from forecast.locations import default_priors
from forecast.pipeline import Request
from forecast.pipeline.compare_arrivals import compare_arrivals

DRAWS = int(os.environ.get("FORECAST_DRAWS", "20000"))
AS_OF = datetime.date(2026, 11, 22)
rows = compare_arrivals(Request(AS_OF, None, (), DRAWS, 1, default_priors()))

# %% The date, and its chance of "never before 2101": the model, 1 million copies, 8 billion copies
print("scenario                     human level    1 million      8 billion")
for row in sorted(rows, key=lambda row: row["arrival"]["median"] or 9999):
    told = [row["arrival"], *row["copies"]]
    cells = [f"{int(t['median']) if t['median'] else '>2100':>6} {t['p_never']:6.1%}" for t in told]
    print(f"{row['scenario']:<28} {'  '.join(cells)}")
