from forecast.writeup.sections.nowcast import section

ROW = {
    "quantity": "tokens_per_day", "unit": "tokens/day", "observed": 3e14, "q10": 8e13,
    "q50": 1.5e15, "q90": 1.2e16, "year": 2026.47, "inside": True, "p_below": 0.21, "basis": "",
}  # fmt: skip
PRICE = {
    **ROW, "quantity": "usd_per_million_output_tokens", "unit": "USD per 1e6 tokens",
    "observed": 2.18, "q10": 3.0, "q50": 6.0, "q90": None, "inside": False, "p_below": 0.04,
}  # fmt: skip
NOBODY = {**ROW, "quantity": "a_new_one", "observed": None, "inside": None, "p_below": None}


def test_a_line_a_quantity_and_how_many_are_inside(document):
    document["answers"]["Q21"] = [ROW, PRICE, NOBODY]
    made = section(document)
    assert made.sentences == ("1 of 2 observed values lie in the 80% interval.",)
    assert made.table.rows == (
        ("tokens a day, world", "1,500 tn", "80 tn to 12,000 tn", "300 tn", "yes, 21%"),
        ("USD/million written", "6.00", "3.00 to none", "2.20", "NO, 4%"),
        ("a new one", "1,500 tn", "80 tn to 12,000 tn", "", ""),
    )


def test_what_makes_it_wide_is_read_off_the_draws(document):
    names = ("served_active_parameters", "fleet_token_load_share", "kv_ratio")
    drivers = [
        {"name": name, "first_order": p} for name, p in zip(names, (0.39, 0.2, 0.1), strict=True)
    ]
    document["answers"]["Q21"] = [{**ROW, "drivers": drivers}]
    last = section(document).notes[-1]
    assert last.endswith("above all served_active_parameters 39% and fleet_token_load_share 20%.")


def test_a_run_without_it_has_no_such_section(document):
    document["answers"].pop("Q21", None)
    assert section(document) is None


def test_margins_of_the_typical_and_the_known_model(document):
    margin = {"q10": 0.2, "q50": 2.34, "q90": None}
    quantity = "usd_per_million_tokens_blended_3to1"
    document["answers"]["Q21"] = [{**PRICE, "quantity": quantity, "price_over_cost": margin}]
    assert (
        "seller's margin (price over cost: typical 2.3 [0.2 to none])."
        in (section(document).notes[0])
    )
