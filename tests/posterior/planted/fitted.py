"""A fitted block made up in a moment, for what comes after fitting."""

import numpy as np

from forecast.posterior import checks
from forecast.posterior.fit import FittedBlock

GOOD = {"rhat": 1.001, "ess_bulk": 900.0, "ess_tail": 800.0}
DIAGNOSTICS = {"chains": 4.0, "draws": 25.0, "max_rhat": 1.001, "min_ess": 800.0}


def fitted(block="toy", failures=()):
    rng = np.random.default_rng(0)
    values = {name: np.exp(rng.normal(size=(4, 25))) for name in ("toy_level", "toy_growth")}
    values["toy_effect"] = rng.normal(size=(4, 25, 3))
    gate = checks.Gate(tuple(failures), DIAGNOSTICS, dict.fromkeys(values, GOOD))
    return FittedBlock(block, values, {}, gate, seed=7, seconds={"compile": 1.0, "sample": 1.0})
