"""A block of draws through every case: first dates, what binds, and counts of curves."""

from __future__ import annotations

import numpy as np

from forecast.kernel.compile import compiled
from forecast.kernel.walk import N_DATES, walk
from forecast.timeline import first_date
from forecast.timeline.criteria import arrival, bill, hardware, wage


@compiled
def case_margins(case, draw, dates, curves, n_dates, margins):
    """Log margins of the tests of one case at each date, into `margins` (test, date)."""
    log_busy = np.log(draw.load_factor) if case.workers else 0.0
    at_once = case.log_worker_share - log_busy if case.workers else 0.0
    log_people = curves[4]
    if case.arrival:
        for i in range(n_dates):
            margins[0, i] = arrival.log_margin(
                year=dates[i], human_level_date=draw.human_level_date
            )
    if case.wage:
        log_theta = case.log_theta
        for i in range(n_dates):
            margins[1, i] = wage.log_margin(
                log_usd_per_copy_hour=curves[0, i],
                log_wage_usd_per_hour=curves[2, i],
                log_theta=log_theta,
                log_busy_share=log_busy,
            )
    if case.bill:
        log_phi, log_hours_per_year = case.log_phi, case.log_hours_per_year
        for i in range(n_dates):
            margins[2, i] = bill.log_margin(
                log_usd_per_copy_hour=curves[0, i],
                log_gross_world_product_usd=curves[3, i],
                log_phi=log_phi,
                log_n=log_people[i] if case.population else case.log_n,
                log_hours_per_year=log_hours_per_year,
                log_busy_share=log_busy,
            )
    if case.hardware:
        for i in range(n_dates):
            margins[3, i] = hardware.log_margin(
                log_copies=curves[1, i],
                log_n=log_people[i] if case.population else case.log_n,
                log_at_once_share=at_once,
            )


@compiled
def count_curves(curves, dates, n_dates, first_bin, bins_per_decade, counts):
    """Count log10 of cost, copies and cost over wage at each whole year: (3, year, bin)."""
    n_bins = counts.shape[2]
    first_year = int(dates[0])
    for i in range(n_dates):
        if i > 0 and dates[i] != np.floor(dates[i]):
            continue
        year = int(dates[i]) - first_year
        if year < counts.shape[1]:
            for k in range(3):
                value = curves[k, i] if k < 2 else curves[0, i] - curves[2, i]
                place = (value / np.log(10.0) - first_bin) * bins_per_decade
                counts[k, year, int(min(max(place, 0.0), n_bins - 1.0))] += 1


@compiled
def run_draws(
    draws, cases, start_year, from_arrival, binding_years, first_bin, bins_per_decade,
    first, binding, closes, worst, curve_counts, code_counts,
):  # fmt: skip
    """Run every draw of a block through every case.

    Fills `first` (draw, case) with the first dates (inf for never), `binding` (draw, case) with the
    test that came true last, `closes` (draw, case); adds to `worst` (case, binding year, outcome)
    what binds, to `curve_counts` (3, year, bin) and to `code_counts` (2, binding year, outcome).
    With `from_arrival` every case must use the arrival test, nothing by year is counted, and
    `closes` is not known.
    """
    enough = hardest(cases)
    dates = np.empty(N_DATES)
    curves = np.empty((5, N_DATES))
    codes = np.zeros((2, N_DATES), dtype=np.int64)
    margins = np.empty((4, N_DATES))
    uses_test = np.zeros(4, dtype=np.bool_)
    for d in range(len(draws)):
        draw = draws[d]
        n_dates = walk(draw, start_year, from_arrival, enough, dates, curves, codes)
        if np.isnan(curves[:, :n_dates]).any():
            # Not "not yet": a margin that is not a number fails every comparison.
            first[d, :] = np.nan
            continue
        if not from_arrival:
            count_curves(curves, dates, n_dates, first_bin, bins_per_decade, curve_counts)
        for c in range(len(cases)):
            case = cases[c]
            uses_test[0], uses_test[1] = case.arrival, case.wage
            uses_test[2], uses_test[3] = case.bill, case.hardware
            case_margins(case, draw, dates, curves, n_dates, margins)
            first[d, c], binding[d, c], closes[d, c] = first_date.first_date(
                dates=dates, margins=margins, n_dates=n_dates, uses_test=uses_test
            )
            if case.counts_worst and not from_arrival:
                for k in range(len(binding_years)):
                    i = index_of(binding_years[k], dates, n_dates)
                    worst[c, k, first_date.worst_test(margins, i, uses_test)] += 1
        for k in range(0 if from_arrival else len(binding_years)):
            i = index_of(binding_years[k], dates, n_dates)
            code_counts[0, k, codes[0, i]] += 1
            code_counts[1, k, codes[1, i]] += 1


@compiled
def hardest(cases):
    """A case at least as hard as each: least ln theta and ln phi, most ln n, hours and share."""
    return (
        cases.log_theta.min(),
        cases.log_phi.min(),
        cases.log_n.max(),
        cases.log_hours_per_year.max(),
        cases.log_worker_share.max(),
    )


@compiled
def index_of(year, dates, n_dates):
    """Index of a whole year among the dates; it is one of them."""
    i = max(int(year - dates[0]), 0)
    while i < n_dates - 1 and dates[i] < year:
        i += 1
    return i
