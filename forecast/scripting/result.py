"""A finished forecast, for scripts: chances as numbers, curves as labelled arrays, plots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from forecast.inputs.questions import N_COPIES, PHI, THETAS, YEARS, Case, case_array
from forecast.scripting.labels import by_year, curve_of, joint_draws, quantile_array

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure

    from forecast.pipeline import Forecast

AT_ONCE = "at once"


class Result:
    """A finished forecast.

    Parameters
    ----------
    forecast : Forecast
        What `pipeline.run_forecast` returned.

    Notes
    -----
    "Never before 2101" is infinity in arrays of dates and gaps: it sorts last and is no year.
    """

    def __init__(self, forecast: Forecast) -> None:
        self._forecast = forecast

    def __repr__(self) -> str:
        told = self.document
        return f"<forecast {told['run_id']} as of {told['as_of']}, {told['draws']:,} draws>"

    def _repr_markdown_(self) -> str:
        from forecast.writeup.markdown import summary_markdown

        return summary_markdown(self.document)

    @property
    def document(self) -> dict[str, Any]:
        """Everything that was found, as `forecast run --json` prints it."""
        return self._forecast.document

    def p_affordable_by(
        self,
        year: int,
        n: float = 8e9,
        theta: float = 1.0,
        phi: float = PHI,
        reading: str = AT_ONCE,
    ) -> float:
        """Chance that N copies are affordable by the end of a year, 1.

        Parameters
        ----------
        year : int
        n : float, copy
        theta : float, 1
            Share of the wage that a copy-hour may cost.
        phi : float, 1
            Share of world product that all copies may cost.
        reading : str
            "at once" (all hours) or "workers" (2,000 hours a year, time-shared).

        Returns
        -------
        float
            From all draws for the N, theta and phi of the standard answers; from the draws kept
            whole (`first_dates`) for any other.
        """
        standard = n in N_COPIES and theta in THETAS and (phi, reading) == (PHI, AT_ONCE)
        if standard and year in YEARS:
            rows = self.document["answers"]["Q1"]
            found = (r["p"] for r in rows if (r["n"], r["theta"], r["year"]) == (n, theta, year))
            return float(next(found))
        return float(np.mean(self.first_dates(n, theta, phi, reading) < year + 1))

    def first_dates(
        self, n: float = 8e9, theta: float = 1.0, phi: float = PHI, reading: str = AT_ONCE
    ) -> xr.DataArray:
        """First affordable date of each draw kept whole, year.

        Parameters
        ----------
        n, theta, phi, reading
            As for `p_affordable_by`.

        Returns
        -------
        DataArray (sample,)
            Infinity for never before 2101.
        """
        import xarray as xr

        from forecast.kernel.block import first_dates

        sample = self._forecast.simulated.sample
        cases = case_array((Case(n, theta, reading, phi=phi),))
        found = first_dates(sample.records, cases, sample.start_year, from_arrival=True)["first"]
        return xr.DataArray(found[:, 0], dims="sample", attrs={"units": "year"})

    def chances(self) -> xr.DataArray:
        """Chance that N copies are affordable by the end of each year, (n, theta, year)."""
        return curve_of(self.document["answers"]["date_cdf"], "year", shift=-1)

    def gaps(self) -> xr.DataArray:
        """Chance that the gap after the first human-level model is at most so many years,
        (n, theta, years)."""
        return curve_of(self.document["answers"]["gap_cdf"], "years")

    def date_quantiles(self) -> xr.DataArray:
        """Quantiles of the first affordable date, (n, theta, quantile), year."""
        return quantile_array(self.document["answers"]["Q2"], "year")

    def gap_quantiles(self) -> xr.DataArray:
        """Quantiles of the gap, (n, theta, quantile), years."""
        return quantile_array(self.document["answers"]["Q4"], "years")

    def copies_by_year(self) -> xr.DataArray:
        """Copies that the world's hardware can run at once, (year, quantile), copy."""
        return by_year(self.document["answers"]["Q6"], "copy")

    def usd_per_copy_hour_by_year(self) -> xr.DataArray:
        """Cost of a copy-hour, (year, quantile), USD of 2025; infinity where none is served."""
        return by_year(self.document["answers"]["Q7"], "USD/hour")

    def drivers(self) -> dict[str, float]:
        """Share of the variance of the headline date that each input explains alone, largest
        first."""
        return {row["name"]: row["first_order"] for row in self.document["answers"]["Q10"]}

    def draws(self) -> xr.Dataset:
        """Joint draws of every input with the headline date and gap, (sample,)."""
        return joint_draws(self._forecast.simulated.sample, self._forecast.inputs)

    def save(self, folder: Path | str) -> None:
        """Write summary.json, numbers.csv, summary.md and figures into a folder."""
        from forecast.writeup.folder import write_folder

        write_folder(self.document, Path(folder))

    def plot_chances(self, file: Path | str | None = None) -> Figure:
        """Chance that N copies are affordable before each year; written to a file if one is
        named."""
        from forecast.writeup.figure_curves import draw_date

        return self._drawn(draw_date, file)

    def plot_gap(self, file: Path | str | None = None) -> Figure:
        """Chance of each gap after the first human-level model."""
        from forecast.writeup.figure_curves import draw_gap

        return self._drawn(draw_gap, file)

    def plot_copies(self, file: Path | str | None = None) -> Figure:
        """Copies by year against N and the people alive."""
        from forecast.writeup.figure_fans import draw_copies

        return self._drawn(draw_copies, file)

    def plot_cost(self, file: Path | str | None = None) -> Figure:
        """USD per copy-hour by year against the wage."""
        from forecast.writeup.figure_fans import draw_cost

        return self._drawn(draw_cost, file)

    def _drawn(self, draw: Any, file: Path | str | None) -> Figure:
        figure = draw(self.document).figure
        if file is not None:
            figure.savefig(file)
        return figure
