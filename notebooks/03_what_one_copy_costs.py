import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import marimo as mo

    import forecast as fc

    mo.md(
        """
        # What one copy costs

        A step reads all weights once for the whole batch, and the cache of every stream: so a
        larger batch makes tokens cheaper and each stream slower, until memory is full.
        """
    )
    return fc, mo


@app.cell
def _(fc):
    batches = (1, 4, 16, 64)
    rows = []
    for batch in batches:
        told = fc.cost(
            model="Llama-3.3-70B-Instruct",
            accelerator="H100",
            accelerators=4,
            batch=batch,
            input_tokens=2035,
            output_tokens=300,
            as_of="2026-11-24",
        )
        rows.append(
            {
                "batch": batch,
                "seconds": told["request_seconds"]["q50"],
                "tokens/s a user": told["tokens_per_s_per_user"]["q50"],
                "USD a million written": told["usd_per_million_output_tokens"]["q50"],
            }
        )
    return batches, rows


@app.cell
def _(mo, rows):
    mo.ui.table(rows, selection=None)
    return


@app.cell
def _(mo):
    mo.md(
        "Measured on the same chips: 5.57, 6.58, 8.97 and 19.93 seconds at batch 1, 4, 16 and 64."
    )
    return


if __name__ == "__main__":
    app.run()
