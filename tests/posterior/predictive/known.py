"""Draws that are all alike and noiseless, so that a prediction can be checked by hand."""

from pathlib import Path

import numpy as np

from forecast.inputs.evidence import load_evidence
from forecast.posterior.predicting import Context

N = 400


def constant(values):
    return {name: np.full(N, float(value)) for name, value in values.items()}


def context_of(priors_dir: Path, labels=None, **tables):
    import datetime

    evidence = {**load_evidence(priors_dir), **tables}
    return Context(evidence, None, priors_dir, datetime.date(2026, 11, 24), labels or {})
