"""All chains in full, or an error."""

import numpy as np
import pytest

from forecast.errors import ForecastError
from forecast.posterior import nuts


class ShortTrace:
    """What the sampler hands back when a chain stopped early: missing draws are NaN."""

    def __init__(self, shape, last):
        self.shape, self.last = shape, last

    def wait(self):
        import xarray as xr

        logp = np.zeros(self.shape)
        logp[-1, -1] = self.last
        dims = ("chain", "draw")
        stats = xr.Dataset({"energy": (dims, logp), "logp": (dims, logp)})
        return xr.DataTree.from_dict({"sample_stats": stats})


@pytest.mark.parametrize(("shape", "last"), [((4, 300), np.nan), ((3, 300), 0.0), ((4, 299), 0.0)])
def test_a_partial_trace_is_refused(monkeypatch, quick, shape, last):
    monkeypatch.setattr(nuts, "_start", lambda *arguments: ShortTrace(shape, last))
    with pytest.raises(ForecastError, match="block toy: a chain ended early"):
        nuts.sample(None, 1, "toy", quick)


def test_an_interrupt_stops_the_sampler(monkeypatch, quick):
    stopped = []

    class Interrupted:
        def wait(self):
            raise KeyboardInterrupt

        def cancel(self):
            stopped.append(True)

    monkeypatch.setattr(nuts, "_start", lambda *arguments: Interrupted())
    with pytest.raises(KeyboardInterrupt):
        nuts.sample(None, 1, "toy", quick)
    assert stopped == [True]
