"""The text of `forecast what-if`: answers side by side, and the value that a goal needs."""

from __future__ import annotations

from typing import Any

from forecast.writeup.escaping import terminal_text
from forecast.writeup.section import Section, Table, section_text
from forecast.writeup.wording import count, date, interval, percent, significant

PLAIN_FROM, PLAIN_TO = 1e-3, 1e7  # numbers outside are written with an exponent


def what_if_text(document: dict[str, Any], width: int) -> str:
    """Lay a `forecast.what-if/1` object out as text.

    Parameters
    ----------
    document : dict
    width : int
        Columns.

    Returns
    -------
    str
    """
    parts = [solve_section(document)] if document["solve"] else side_by_side(document)
    closing = (
        f"As of {document['as_of']}, {document['draws']:,} draws, seed {document['seed']}, "
        f"scenario {document['scenario'] or 'default'}."
    )
    return "\n\n".join(
        section_text(part, width) for part in [*parts, Section("closing", "", (closing,))]
    )


def side_by_side(document: dict[str, Any]) -> list[Section]:
    """Return the answer without, given and with the condition, and what moves with it."""
    columns = [("as it stands", document["unconditional"])]
    conditioned, replaced = document["conditioned"], document["replaced"]
    if conditioned["possible"]:
        columns.append(("given it", conditioned))
    if replaced:
        columns.append(("with it set", replaced))
    asked = " and ".join(condition_text(each) for each in document["conditions"])
    title = f"{count(document['n'])} copies, {share_text(document['theta'])}, if {asked}"
    table = Table(("", *(head for head, _ in columns)), tuple(_rows([c for _, c in columns])))
    found = Section(
        "what_if", terminal_text(title), _sentences(document), table, _notes(document, conditioned)
    )
    return [found, *_moved(conditioned)]


def condition_text(condition: dict[str, Any]) -> str:
    """Return a condition with its unit.

    Examples
    --------
    >>> condition_text({"name": "load_factor", "low": 0.5, "high": 0.6, "unit": "1"})
    'load_factor is 0.5 to 0.6'
    """
    unit = "" if condition["unit"] in ("1", "year") else f" {condition['unit']}"
    low, high = number(condition["low"]), number(condition["high"])
    return f"{condition['name']} is {low if low == high else f'{low} to {high}'}{unit}"


def share_text(theta: float) -> str:
    """Return what a copy-hour may cost in words.

    Examples
    --------
    >>> share_text(1.0), share_text(0.1)
    ('a copy-hour at most the wage', 'a copy-hour at most 0.1 of the wage')
    """
    return "a copy-hour at most " + ("the wage" if theta == 1.0 else f"{theta:g} of the wage")


def number(value: float) -> str:
    """Return a number short, with an exponent where plain digits would be many.

    Examples
    --------
    >>> number(2030.0), number(5e12), number(0.25)
    ('2030', '5e12', '0.25')
    """
    if value == 0 or PLAIN_FROM <= abs(value) < PLAIN_TO:
        return f"{value:.6g}"
    digits, exponent = f"{value:.2e}".split("e")
    return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"


def solve_section(document: dict[str, Any]) -> Section:
    """Return the value that a goal needs, or why there is none."""
    found = document["solve"]
    goal, believed = found["goal"], found["believed"]
    wanted = (
        f"{count(goal['n'])} copies by the end of {goal['year']} with a chance of at least "
        f"{percent(goal['p'])}, {share_text(goal['theta'])}"
    )
    unit = "" if found["unit"] in ("1", "year") else f" {found['unit']}"
    today = (
        f"Believed today: {ends_text(believed['q05'])} / {ends_text(believed['q50'])} / "
        f"{ends_text(believed['q95'])}{unit} (5 / 50 / 95 %)."
    )
    if found["value"] is None:
        told = (f"{found['reason'][0].upper()}{found['reason'][1:]}.", today)
    else:
        told = (
            f"{found['name']} would have to be {number(found['value'])}{unit} "
            f"({number(found['low'])} to {number(found['high'])} within Monte Carlo error): "
            f"the chance is then {percent(found['p'], found['mcse'])}.",
            f"{today} {percent(found['share_below'])} of the belief lies below that value.",
        )
    note = "The quantity is replaced in every draw; what correlates with it stays as drawn."
    return Section(
        "solve", terminal_text(wanted), tuple(terminal_text(line) for line in told), None, (note,)
    )


def ends_text(value: float | None) -> str:
    """Return a quantile, or "never" where it has no end."""
    return "never" if value is None else number(value)


def _rows(columns: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    years = [row["year"] for row in columns[0]["p_by"]]
    rows = [
        (
            f"affordable by the end of {year}",
            *(percent(c["p_by"][k]["p"], c["p_by"][k]["mcse"]) for c in columns),
        )
        for k, year in enumerate(years)
    ]
    error = [max(row["mcse"] for row in column["p_by"]) for column in columns]
    return [
        *rows,
        (
            "never before 2101",
            *(percent(c["p_never"], e) for c, e in zip(columns, error, strict=True)),
        ),
        ("median date", *(date(c["quantiles"]["0.5"]) for c in columns)),
        ("50% interval", *(interval(c["quantiles"], "0.25", "0.75") for c in columns)),
        ("median gap, years", *(_gap(c["gap_quantiles"]["0.5"]) for c in columns)),
        ("largest Monte Carlo error", *(f"{100 * e:.1f} points" for e in error)),
    ]


def _gap(value: float | None) -> str:
    return "never" if value is None else significant(value)


def _sentences(document: dict[str, Any]) -> tuple[str, ...]:
    believed = [
        f"{each['name']} is believed to be {ends_text(each['believed']['q05'])} / "
        f"{ends_text(each['believed']['q50'])} / {ends_text(each['believed']['q95'])} "
        "(5 / 50 / 95 %)."
        for each in document["conditions"]
    ]
    return tuple(terminal_text(line) for line in believed)


def _notes(document: dict[str, Any], conditioned: dict[str, Any]) -> tuple[str, ...]:
    notes = []
    if conditioned["possible"]:
        notes.append(
            f"Given it: draws in which it holds, worth {conditioned['effective_draws']:,.0f} "
            "independent ones; everything that goes with it moves."
        )
    else:
        notes.append(f"Not conditioned: {conditioned['reason']}.")
    if document["replaced"]:
        notes.append("With it set: replaced in every draw, all else as drawn; as --set does.")
    return tuple(terminal_text(note) for note in notes)


def _moved(conditioned: dict[str, Any]) -> list[Section]:
    rows = conditioned.get("moved")
    if not rows:
        return []
    told = ", ".join(f"{row['name']} {row['shift_sd']:+.2f}" for row in rows)
    sentence = f"{told} (standard deviations of its own belief)."
    return [Section("moved", "What moves with it", (terminal_text(sentence),))]
