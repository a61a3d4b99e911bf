"""How far off the cost model is on measurements that its fit has not seen."""

from __future__ import annotations

import math

from forecast.writeup.answers import Document
from forecast.writeup.cost_error import HEADERS, NOTE, error_rows
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import percent


def section(document: Document) -> Section | None:
    """Return the error by source left out, or None where the run does not hold it."""
    sources = document["answers"].get("Q15", [])
    if not sources:
        return None
    whole = sources[0]
    return Section(
        "cost_error",
        "How far off is the cost of running a model?",
        sentences=(
            f"Over {whole['n']} measured speeds of sources left out of the fit, the median error "
            f"is a factor {math.exp(whole['median_abs_log_ratio']):.2f}, and "
            f"{percent(whole['coverage80'])} lie in the 80% interval.",
        ),
        table=Table(HEADERS, error_rows(sources)),
        notes=(NOTE,),
    )
