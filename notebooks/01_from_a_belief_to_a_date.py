"""From a belief to a date: run the forecast, replace one belief, read what moved.

Run it cell by cell in an editor that knows `# %%`, or whole, with python.
"""

# %% What is asked
import datetime
import os

from forecast.locations import default_priors
from forecast.pipeline import Request, run_forecast

DRAWS = int(os.environ.get("FORECAST_DRAWS", "200000"))
AS_OF = datetime.date(2026, 11, 22)
plain = Request(AS_OF, None, (), DRAWS, 1, default_priors())

# %% The answer as it stands
answers = run_forecast(plain).document["answers"]

# %% The same, had we known that the first human-level model comes in 2030
known = Request(AS_OF, None, ("human_level_date=2030",), DRAWS, 1, default_priors())
answers_known = run_forecast(known).document["answers"]

# %% Chance that 8 billion copies are affordable by the end of a year
print("year   as believed   human level in 2030")
for before, after in zip(answers["Q1"], answers_known["Q1"], strict=True):
    if (before["n"], before["theta"]) == (8e9, 1.0):
        print(f"{before['year']}   {before['p']:11.1%}   {after['p']:19.1%}")

# %% What the date still depends on, once the arrival is known
for effect in answers_known["Q10"][:5]:
    print(f"{effect['first_order']:6.1%}  {effect['name']} ({effect['grade']})")
