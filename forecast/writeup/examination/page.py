"""The page of an examination, and its numbers as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forecast.writeup.escaping import markdown_text
from forecast.writeup.markdown import table_markdown
from forecast.writeup.section import Table
from forecast.writeup.wording import percent, significant

SCHEMA = "forecast.examination/1"
INTRODUCTION = (
    "What the fitted posterior says of its own rows, each as one of a group it has not seen, where "
    "prior and data disagree, which rows and which prior it hangs on, whether it recovers a truth "
    "it was simulated from, and whether other seeds pass the gate too. Bands of coverage are those "
    "of data sets that the block itself predicts: binomial, or wider where rows share an effect."
)


def as_data(examined: Iterable[Any], as_of: str, seed: int) -> dict[str, Any]:
    """Everything that was found, as plain data.

    Parameters
    ----------
    examined : iterable of Examined
    as_of : str
    seed : int

    Returns
    -------
    dict
        `forecast.examination/1`.
    """
    return {
        "schema": SCHEMA,
        "as_of": as_of,
        "seed": seed,
        "blocks": [_block(each) for each in examined],
    }


def _block(found: Any) -> dict[str, Any]:
    return {
        "block": found.block,
        "gate_passed": found.gate_passed,
        "other_seeds": found.other_seeds,
        "data_sets": [_data_set(rows, found.influence[rows.name]) for rows in found.rows],
        "sensitivity": [{"name": name, **each} for name, each in found.sensitivity.items()],
        "recovery": [{"name": name, **each} for name, each in found.recovery.items()],
    }


def _data_set(rows: Any, influence: dict[str, Any]) -> dict[str, Any]:
    return {
        "data_set": rows.name,
        "n_rows": len(rows.observed),
        "coverage": [
            {"level": level, **each, "inside": bool(each["inside"])}
            for level, each in rows.coverage.items()
        ],
        "prior_predictive_p": rows.prior_p,
        "prior_data_conflict": rows.conflicts,
        "n_khat_above": influence["n_above"],
        "khat_bound": influence["bound"],
        "largest_khat": float(influence["khat"].max()),
    }


def page(data: dict[str, Any]) -> str:
    """The examination as a Markdown page.

    Parameters
    ----------
    data : dict
        From `as_data`.

    Returns
    -------
    str
    """
    parts = [f"# The posterior examined, as of {data['as_of']}", INTRODUCTION]
    for block in data["blocks"]:
        parts += _block_parts(block)
    parts.append(f"All numbers: [examination.json](examination.json). Seed {data['seed']}.")
    return "\n\n".join(parts) + "\n"


def _block_parts(block: dict[str, Any]) -> list[str]:
    name = markdown_text(block["block"])
    parts = [f"## {name}", _gate(block)]
    headers = (
        *("data set", "rows", "in 50%", "band", "in 90%", "band"),
        *("prior p", "rows above k-hat"),
    )
    parts.append(table_markdown(Table(headers, tuple(map(_row, block["data_sets"])))))
    parts += [f"![{markdown_text(each['data_set'])}](figures/{each['data_set']}.svg)"
              for each in block["data_sets"]]  # fmt: skip
    moved = ("quantity", "prior moves it by", "data move it by", "verdict")
    told = tuple(
        (each["name"], significant(each["prior"]), significant(each["likelihood"]), each["verdict"])
        for each in block["sensitivity"]
    )
    parts.append(table_markdown(Table(moved, told)))
    scores = [abs(each["score"]) for each in block["recovery"]]
    if scores:
        parts.append(
            f"Recovery: of {len(scores)} quantities simulated from a posterior draw and fitted "
            f"again, the farthest lies {max(scores):.1f} standard deviations off."
        )
    parts.append(f"![ranks](figures/{block['block']}_ranks.svg)")
    return parts


def _gate(block: dict[str, Any]) -> str:
    others = block["other_seeds"]
    told = "The gate passed" if block["gate_passed"] else "The gate REFUSED"
    if not others:
        return f"{told}."
    diverged = sum(int(each["divergences"] or 0) for each in others)
    passed = sum(int(each["passed"]) for each in others)
    return f"{told}; with {len(others)} other seeds in {passed} cases, {diverged} draws diverging."


def _share_and_band(found: dict[str, Any]) -> tuple[str, str]:
    outside = "" if found["inside"] else ", OUTSIDE"
    return percent(found["found"]), f"{percent(found['low'])} to {percent(found['high'])}{outside}"


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    half, most = each["coverage"]
    return (
        each["data_set"],
        str(each["n_rows"]),
        *_share_and_band(half),
        *_share_and_band(most),
        significant(min(each["prior_predictive_p"].values())),
        f"{each['n_khat_above']} of {each['n_rows']}",
    )
