"""Bars of shares: what binds at the first affordable date, and what drives the spread."""

from __future__ import annotations

from forecast.writeup.answers import MAIN_N, MAIN_THETA, Document, row_where, values_of
from forecast.writeup.page.chart import WIDTH, Chart, words
from forecast.writeup.page.html import element
from forecast.writeup.sections.binding import WORDS
from forecast.writeup.wording import count, percent

SHOWN = 8  # drivers
NAME_WIDTH = 240  # px for the names at the left
BAR_HEIGHT, STEP, FIRST = 16, 30, 14  # px
INFORMED = "from data or pooled opinion"
COLUMN_CLASSES = ("c0", "c1", "c2", "c3", "c4", "c5")


def drivers_chart(document: Document) -> Chart | None:
    """Share of the variance of the date that each input explains alone."""
    rows = document["answers"].get("Q10", [])[:SHOWN]
    if not rows:
        return None
    names = [row["name"].replace("_", " ") for row in rows]
    shares = [max(row["first_order"], 0.0) for row in rows]
    grades = [INFORMED if row["informed"] else row["grade"] for row in rows]
    return Chart(
        "drivers",
        f"{names[0].capitalize()} alone explains {percent(shares[0])} of the spread of the date",
        "Horizontal bars of the share of variance that each input explains, largest first.",
        _bars(names, shares, ["c1" if row["informed"] else "c0" for row in rows])
        + _key(FIRST + STEP * len(rows) + 8),
        ("input", "share alone", "rests on"),
        tuple(
            (name, percent(share), grade)
            for name, share, grade in zip(names, shares, grades, strict=True)
        ),
        "Inputs that move together share variance, so shares must not be added.",
        FIRST + STEP * len(rows) + 30,
    )


def binding_chart(document: Document) -> Chart | None:
    """Which test is met last, or fails by most, for the headline number of copies."""
    sizes = document["answers"].get("Q9", [])
    found = [
        (at, row)
        for at in values_of(sizes, "at")
        if (row := row_where(sizes, at=at, n=MAIN_N, theta=MAIN_THETA)) is not None
    ]
    if not found:
        return None
    tests = [name for name in WORDS if any(name in row["shares"] for _, row in found)]
    first = found[0][1]["shares"]
    last = max(first, key=lambda name: first[name])
    return Chart(
        "binding",
        f"Last to be met: {WORDS[last]}, in {percent(first[last])} of draws that get there",
        "Stacked bars: share of draws in which each test is the one that holds copies back.",
        _stacks([(_when(at), row["shares"]) for at, row in found], tests),
        ("at", *(WORDS[name] for name in tests)),
        tuple(
            (_when(at), *(percent(row["shares"].get(name, 0.0)) for name in tests))
            for at, row in found
        ),
        f"{count(MAIN_N).capitalize()} copies. Years: the test that fails by most at its start.",
        FIRST + STEP * len(found) + 54,
    )


def _when(at: object) -> str:
    return "first affordable date" if at == "first" else str(at)


def _bars(names: list[str], shares: list[float], classes: list[str]) -> str:
    room, most = WIDTH - NAME_WIDTH - 50, max(*shares, 1e-9)
    parts = []
    for i, (name, share, class_) in enumerate(zip(names, shares, classes, strict=True)):
        top, width = FIRST + i * STEP, room * share / most
        parts += [
            words(NAME_WIDTH - 8, top + 13, name, "axis name", "end"),
            _box(NAME_WIDTH, top, width, class_),
            words(NAME_WIDTH + width + 6, top + 13, percent(share), "axis"),
        ]
    return "".join(parts)


def _stacks(rows: list[tuple[str, dict]], tests: list[str]) -> str:
    left, room, parts = 150, WIDTH - 170, []
    for i, (name, shares) in enumerate(rows):
        top, x = FIRST + i * STEP, float(left)
        parts.append(words(left - 8, top + 13, name, "axis", "end"))
        for test, class_ in zip(tests, COLUMN_CLASSES, strict=False):
            width = room * shares.get(test, 0.0)
            parts.append(_box(x, top, width, class_))
            x += width
    return "".join(parts) + _legend(tests, FIRST + len(rows) * STEP + 8)


def _key(top: float) -> str:
    parts = []
    for x, class_, told in ((10, "c1", INFORMED), (262, "c0", "judgement that no data inform")):
        parts += [_box(x, top, 12, class_), words(x + 18, top + 13, told, "axis name")]
    return "".join(parts)


def _legend(tests: list[str], top: float) -> str:
    parts = []
    for i, (test, class_) in enumerate(zip(tests, COLUMN_CLASSES, strict=False)):
        x, y = 10 + 170 * (i % 3), top + 22 * (i // 3)
        parts += [_box(x, y, 12, class_), words(x + 18, y + 11, WORDS[test], "axis")]
    return "".join(parts)


def _box(x: float, y: float, width: float, class_: str) -> str:
    return element(
        "rect", x=f"{x:.1f}", y=f"{y:g}", width=f"{max(width, 0.0):.1f}", height=BAR_HEIGHT,
        class_=f"bar {class_}",
    )  # fmt: skip
