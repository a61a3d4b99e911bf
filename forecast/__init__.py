"""When do billions of copies of a human-level model become affordable?

The flow is the tree, in the order of the alphabet:

    inputs -> posterior -> serving -> supply -> timeline -> track_record -> writeup

Stages meet in `pipeline` (the calls) and `kernel` (the formulas). For scripts:

    import forecast as fc

    f = fc.run(seed=1)
    f.p_affordable_by(2035, n=8e9)
    f.copies_by_year().sel(quantile=0.5)
    f.plot_chances("chances.svg")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forecast.scripting.costing import cost as cost
    from forecast.scripting.reading import beliefs as beliefs
    from forecast.scripting.reading import evidence as evidence
    from forecast.scripting.reading import scenarios as scenarios
    from forecast.scripting.result import Result as Result
    from forecast.scripting.running import run as run

__version__ = "0.1.0"
__all__ = ("Result", "beliefs", "cost", "evidence", "run", "scenarios")
_PLACES = {  # imported when first asked for, so that `import forecast` costs nothing
    "Result": "forecast.scripting.result",
    "run": "forecast.scripting.running",
    "cost": "forecast.scripting.costing",
    "beliefs": "forecast.scripting.reading",
    "evidence": "forecast.scripting.reading",
    "scenarios": "forecast.scripting.reading",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'forecast' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PLACES])
