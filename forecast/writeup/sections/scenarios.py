"""The headline under every scenario, and under each named view of the arrival."""

from __future__ import annotations

from forecast.writeup.answers import CONTRAST_N, HORIZON_YEAR, MAIN_N, Document, rows_where
from forecast.writeup.section import Section, Table
from forecast.writeup.wording import count, date, interval, percent

VIEW = "view"
BY = 2050
GROUPS = {VIEW: "Whose forecasts of the arrival count", "scenario": "One belief changed"}
BETWEEN = {VIEW: "by whose forecasts of the arrival count", "scenario": "by scenario"}
ALONE = "_alone"  # how the names of scenarios in which one source counts end
ACRONYMS = ("ai", "agi", "xpt")
HEADERS = ("", "median", "50% interval", f"by {BY}", "never", "median, 1 million", "never")


def section(document: Document) -> Section | None:
    """Return the section, or None where a run tells no scenarios."""
    groups = {group: names_in(document, group) for group in GROUPS}
    if not any(groups.values()):
        return None
    rows: list[tuple[str, ...]] = []
    for group, names in groups.items():
        rows += [(GROUPS[group],), *((f"  {told(n)}", *cells(document, n)) for n in names)]
    return Section(
        "scenarios",
        "By scenario and by named view",
        (sentence(document),),
        Table(HEADERS, tuple(rows)),
        (f"{count(MAIN_N).capitalize()} copies at the wage, unless it says otherwise. {ERROR}",),
    )


ERROR = (
    "Each scenario is the first 5,000 draws or more again, corrected by what the same draws "
    "miss of the published answer; Monte Carlo errors stand in numbers.csv."
)


def sentence(document: Document) -> str:
    """How far the answer goes apart between views, and between other scenarios."""
    ends = [
        f"{what} it runs from {percent(low)} ({told(a)}) to {percent(high)} ({told(b)})"
        for what, (low, a), (high, b) in _ends(document)
    ]
    return f"Chance that it does not happen before {HORIZON_YEAR + 1}: {'; '.join(ends)}."


def _ends(document: Document) -> list[tuple[str, tuple[float, str], tuple[float, str]]]:
    found = []
    for group, what in BETWEEN.items():
        nevers = [(row_of(document, n)["p_never"], n) for n in names_in(document, group)]
        if nevers:
            found.append((what, min(nevers), max(nevers)))
    return found


def names_in(document: Document, group: str) -> list[str]:
    """Scenarios of a group, soonest first."""
    rows = _main(document, group)
    return [row["scenario"] for row in sorted(rows, key=_soonest)]


def row_of(document: Document, scenario: str, n: float = MAIN_N) -> dict:
    """Quantiles and chance of never of one scenario."""
    rows = rows_where(document["answers"]["by_scenario"], scenario=scenario, n=n)
    return next(row for row in rows if "quantiles" in row)


def told(scenario: str) -> str:
    """The name of a scenario in plain words; that of one source begins with a capital.

    Examples
    --------
    >>> told("metaculus_agi_alone"), told("power_cap")
    ('Metaculus AGI', 'power cap')
    """
    name = scenario.removesuffix(ALONE)
    words = [word.upper() if word in ACRONYMS else word for word in name.split("_")]
    if name != scenario:
        words[0] = words[0][0].upper() + words[0][1:]
    return " ".join(words)


def cells(document: Document, scenario: str) -> tuple[str, ...]:
    """What one scenario says, as the cells of `HEADERS`."""
    row, other = row_of(document, scenario), row_of(document, scenario, CONTRAST_N)
    rows = rows_where(document["answers"]["by_scenario"], scenario=scenario, n=MAIN_N, year=BY)
    return (
        date(row["quantiles"]["0.5"]),
        interval(row["quantiles"], "0.25", "0.75"),
        percent(rows[0]["p"], rows[0]["mcse"]) if rows else "",
        percent(row["p_never"], row["mcse"]),
        date(other["quantiles"]["0.5"]),
        percent(other["p_never"], other["mcse"]),
    )


def _main(document: Document, group: str) -> list[dict]:
    rows = rows_where(document["answers"].get("by_scenario", []), n=MAIN_N, group=group)
    return [row for row in rows if "quantiles" in row]


def _soonest(row: dict) -> tuple[float, float, str]:
    median = row["quantiles"]["0.5"]
    return (float("inf") if median is None else median, row["p_never"], row["scenario"])
