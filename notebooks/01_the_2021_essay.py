import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import os

    import marimo as mo

    import forecast as fc

    draws = int(os.environ.get("FORECAST_DRAWS", "200000"))
    return draws, fc, mo


@app.cell
def _(mo):
    mo.md(
        """
        # The 2021 essay

        A model is trained once, but to matter it must run in billions of copies. In 2021 750 words
        of GPT-3 cost 6 cents; a model a thousand times larger, as GPT-3 was to GPT-1, would cost 60
        dollars for the same words: as much as a good human writer. What has become of each claim?
        """
    )
    return


@app.cell
def _(draws, fc):
    found = fc.run(as_of="2026-11-24", draws=draws, seed=1)
    claims = found.document["answers"]["Q20"]
    return claims, found


@app.cell
def _(claims, mo):
    mo.ui.table(
        [
            {
                "claim": row["statement"],
                "it says": row["expected"],
                "we compute": row["computed"],
                "unit": row["unit"],
                "today": row.get("now", {}).get("q50"),
                "holds": row["holds"],
            }
            for row in claims
        ],
        selection=None,
    )
    return


@app.cell
def _(mo):
    mo.md(
        """
        With the essay's own inputs (a dense model a thousand times GPT-3, nothing that shrinks it
        afterwards) and today's hardware trends, when would eight billion copies be affordable?
        """
    )
    return


@app.cell
def _(draws, fc, found):
    as_in_2021 = fc.run(as_of="2026-11-24", scenario="post_2021", draws=draws, seed=1)
    by_2050 = {
        "as believed today": found.p_affordable_by(2050),
        "inputs of the essay": as_in_2021.p_affordable_by(2050),
    }
    print("chance of 8 billion affordable copies by the end of 2050:", by_2050)
    return as_in_2021, by_2050


if __name__ == "__main__":
    app.run()
