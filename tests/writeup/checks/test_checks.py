"""Every check passes on a good publication and fails on one with the fault it is named after."""

from __future__ import annotations

import numpy as np
import pytest

from forecast.errors import OutputError
from forecast.writeup.checks import CHECKS, N_CHECKS, failed_checks, first_problem
from forecast.writeup.checks.folder import Folder
from forecast.writeup.publication.place import refuse_failed
from tests.writeup.checks.mutate import (
    HUB,
    HUB_FOLDER,
    answers,
    drop,
    hub,
    hub_row,
    in_draws,
    in_json,
    in_rows,
    in_zip,
    manifest,
    move,
    numbers,
    package,
    put,
    question,
    row_of,
    sub,
    summary,
)  # fmt: skip

FIGURE = "figures/gap"
TASKS = "hub-config/tasks.json"
META = "model-metadata/billion_copies-monte_carlo.yml"


def _set(found, *path, to):
    *most, last = path
    for key in most:
        found = found[key]
    found[last] = to


def at(*path, to):
    """A change that sets one value deep inside."""
    return lambda found: _set(found, *path, to=to)


def task(change):
    """A change of the first task of the hub that takes samples."""

    def changed(found):
        tasks = found["rounds"][0]["model_tasks"]
        change(next(each for each in tasks if "sample" in each["output_type"]))

    return in_json(TASKS, changed)


def cdf(change):
    """A change of the points of a curve."""

    def changed(found):
        found["continuous_cdf"] = list(change(np.array(found["continuous_cdf"])))

    return changed


def _spoil_draw(columns, units):
    columns["size_at_human_level"][3] = np.nan


def _late(columns, units):
    columns["date_8e9_theta_1"][:] = 2101.5


def _wrong_gap(columns, units):
    columns["gap_8e9_theta_1"] += 1.0


def _all_early(columns, units):
    for name in columns:
        if name.startswith("date_1e6"):
            columns[name][:] = 2027.0


def _no_unit(columns, units):
    units["size_at_human_level"] = ""


def _fewer(columns, units):
    for name in columns:
        columns[name] = columns[name][:100]


def _without(columns, units):
    del columns["gap_1e9_theta_0.1"]


def _falling(rows):
    found = [r for r in rows if r["output_type"] == "quantile" and r["target"] == "gap"]
    found[-1]["value"] = "-5"


def _fall_of_cdf(rows):
    row_of(rows, output_type="cdf", output_type_id="2090")["value"] = "0.0001"


def _never_too_late(rows):
    row = row_of(rows, output_type="sample", target="affordable date")
    row["value"] = "2101.5"


def _zip_escape(held):
    held["../evil.toml"] = b"x"


def _zip_no_sources(held):
    del held["sources.bib"]


def _zip_other_draws(held):
    held["posterior/stock.nc"] = b"other draws"


def _zip_other_table(held):
    held["evidence/offload/data.csv"] += b"\n"


def _broken_zip(files):
    content = bytearray(files["inputs.zip"])
    content[2000:2100] = bytes(100)
    return {**files, "inputs.zip": bytes(content)}


MUTATIONS = {
    # manifest
    "expected_files_are_there": drop("priors.squiggle"),
    "manifest_lists_every_file": put("extra.csv", b"a\n1\n"),
    "manifest_hashes_match": put("report.md", b"other\n"),
    "manifest_bytes_match": manifest(at("files", 0, "bytes", to=1)),
    "manifest_names_the_run": manifest(at("run_id", to="another")),
    "paths_stay_inside": put("figures/../../evil.csv", b"a\n1\n"),
    "files_are_not_too_large": put("index.html", b"x" * 250_001),
    "files_are_not_empty": put("report.md", b""),
    # tables
    "texts_are_utf8": put("report.md", b"\xef\xbb\xbfx\n"),
    "lines_end_plainly": put("report.md", b"a\r\n"),
    "text_hides_nothing": sub("report.md", "# When", "# When\u202e"),
    "no_path_of_this_machine": sub("report.md", "# When", "# file:///home/me/x When"),
    "tables_are_rectangular": sub("numbers.csv", "\nQ1,", "\nQ1,,"),
    "headers_are_unique": sub("numbers.csv", "question,scenario,", "question,question,"),
    "cells_are_no_formulas": in_rows("numbers.csv", at(0, "note", to=" =1+1")),
    "cells_hold_no_nan": in_rows(f"{FIGURE}.csv", at(0, "p", to="nan")),
    # summary
    "summary_has_its_keys": summary(lambda found: found.pop("judgement")),
    "summary_answers_every_question": answers(at("Q9", to=[])),
    "summary_chances_make_sense": answers(at("Q1", 0, "p", to=1.5)),
    "summary_levels_are_the_same_everywhere": answers(
        lambda found: found["Q7"][0]["quantiles"].pop("0.5")
    ),
    "never_complements_the_last_chance": answers(at("Q2", 0, "p_never", to=0.2)),
    "no_year_past_the_horizon": answers(at("Q2", 0, "quantiles", "0.95", to=2101.0)),
    "never_agrees_with_the_quantiles": answers(at("Q2", 0, "quantiles", "0.5", to=None)),
    "summary_is_dated": summary(at("as_of", to="2026-11-23")),
    "gate_passed_or_draft": summary(at("publication", "draft", to=True)),
    "calibration_is_told": summary(lambda found: found["publication"]["sbc"].pop()),
    # numbers
    "numbers_have_their_columns": sub("numbers.csv", "question,", "Question,"),
    "numbers_are_those_of_the_summary": answers(at("Q1", 0, "p", to=0.012345)),
    "numbers_are_told_once": numbers(lambda rows: [*rows, rows[0]]),
    "numbers_have_units": numbers(at(0, "unit", to="")),
    "empty_numbers_say_why": numbers(
        lambda rows: next(r for r in rows if r["statistic"] == "q0.5").update(value="", note="")
    ),
    "chances_are_between_0_and_1": numbers(at(0, "value", to="1.01")),
    "chances_have_a_small_error": numbers(at(0, "mcse", to="0.0051")),
    # draws
    "draws_are_as_many_as_promised": in_draws(_fewer),
    "draws_have_inputs_dates_gaps_and_copies": in_draws(_without),
    "draws_of_inputs_are_finite": in_draws(_spoil_draw),
    "draws_have_units": in_draws(_no_unit),
    "draws_of_dates_lie_before_the_horizon": in_draws(_late),
    "gaps_are_dates_less_arrivals": in_draws(_wrong_gap),
    "draws_agree_with_the_published_chances": in_draws(_all_early),
    # hub
    "hub_file_has_the_name_of_its_folder": move(HUB, f"{HUB_FOLDER}/2026-11-22-other-team.csv"),
    "hub_round_is_an_iso_date": move(HUB, HUB.replace("2026-11-22", "round_nine")),
    "hub_names_are_plain": move(HUB, HUB.replace("billion_copies-", "billion-copies-")),
    "hub_has_no_code": put(f"{HUB_FOLDER}/make.py", b"print()\n"),
    "hub_has_metadata_for_its_model": sub(META, "team_abbr", "abbreviation"),
    "hub_columns_are_in_order": sub(HUB, "output_type_id,value", "value,output_type_id"),
    "hub_has_no_model_column": sub(HUB, "reference_date,", "model_id,"),
    "hub_reference_date_is_the_round": hub(at(0, "reference_date", to="2026-11-23")),
    "hub_dates_are_days": hub(at(0, "reference_date", to="20261122")),
    "hub_output_types_are_known": hub(at(0, "output_type", to="mode")),
    "hub_has_every_output_type": hub(
        lambda rows: [row for row in rows if row["output_type"] != "cdf"]
    ),
    "hub_values_are_numbers": hub(at(0, "value", to="never")),
    "hub_text_needs_no_escape": hub(at(0, "target", to="'=date")),
    "hub_tasks_are_filled": hub(at(0, "copies", to="")),
    "hub_targets_have_their_columns": sub("target-data/time-series.csv", "observation", "value"),
    "hub_oracle_is_zero_before_the_event": in_rows(
        "target-data/oracle-output.csv", at(0, "oracle_value", to="1")
    ),
    # what the hub rows say
    "hub_config_has_its_version": in_json(TASKS, at("schema_version", to="https://x.org/v1")),
    "hub_settings_are_told": in_json("hub-config/admin.json", at("timezone", to="")),
    "hub_targets_are_described": task(
        lambda each: each["target_metadata"][0].update(target_id="a" * 31)
    ),
    "hub_rows_are_asked": hub_row({"target_year": "2044"}, target="copies at once"),
    "hub_tasks_are_answered": hub(
        lambda rows: [r for r in rows if r["output_type_id"] != "2050" or r["target"] == "gap"]
    ),
    "hub_samples_are_as_many_as_asked": task(
        lambda each: each["output_type"]["sample"]["output_type_id_params"].update(
            max_samples_per_task=3
        )
    ),
    "hub_values_are_within_bounds": hub_row({"value": "-1"}, target="copies at once"),
    "hub_target_data_are_asked": sub("target-data/time-series.csv", "date reached", "year"),
    "hub_metadata_fit_their_schema": sub(META, "methods:", "method:"),
    "hub_rows_are_unique": hub(lambda rows: [*rows, rows[0]]),
    "hub_points_have_no_id": hub_row({"output_type_id": "0.5"}, output_type="mean"),
    "hub_points_are_told_once": hub(
        lambda rows: [*rows, {**row_of(rows, output_type="median"), "output_type_id": "1"}]
    ),
    "hub_levels_are_probabilities": hub_row({"output_type_id": "50"}, output_type="quantile"),
    "hub_quantiles_rise": hub(_falling),
    "hub_chances_are_probabilities": hub_row({"value": "1.2"}, output_type="cdf"),
    "hub_distributions_rise": hub(_fall_of_cdf),
    "hub_distributions_reach_the_horizon": hub(
        lambda rows: [row for row in rows if row["output_type_id"] != "2050"]
    ),
    "hub_invents_no_year": hub(_never_too_late),
    "hub_never_is_the_published_one": hub_row({"value": "0.5"}, output_type="mean"),
    "hub_quantiles_are_the_published_ones": hub_row({"value": "2099"}, output_type_id="0.5"),
    "hub_medians_are_quantiles": hub_row({"value": "2050"}, output_type="median"),
    "hub_samples_are_counted": hub_row({"output_type_id": "1.5"}, output_type="sample"),
    "hub_samples_are_joint": hub(
        lambda rows: [r for r in rows if (r["output_type"], r["target"]) != ("sample", "gap")]
    ),
    # metaculus
    "metaculus_asks_every_question": in_json("metaculus.json", lambda found: found.pop(0)),
    "metaculus_curves_have_201_points": question(cdf(lambda points: points[:-1])),
    "metaculus_steps_are_not_too_small": question(
        cdf(lambda points: [*points[:100], points[99], *points[101:]])
    ),
    "metaculus_steps_are_not_too_large": question(
        cdf(lambda points: [0.0, *np.minimum(points[1:] + 0.3, 0.999)])
    ),
    "metaculus_lower_ends_hold": question(cdf(lambda points: [0.01, *points[1:]])),
    "metaculus_upper_ends_hold": question(cdf(lambda points: [*points[:-1], 1.0])),
    "metaculus_ranges_make_sense": question(at("scaling", "range_max", to=0.0)),
    "metaculus_dates_start_with_the_forecast": question(at("scaling", "range_min", to=0.0)),
    "metaculus_never_lies_beyond_the_bound": question(cdf(lambda points: points * 0.7)),
    "metaculus_distortion_is_small": question(at("largest_distortion", to=0.2)),
    # figures
    "figures_have_their_twins": drop(f"{FIGURE}.csv"),
    "figures_say_what_they_are": in_json(f"{FIGURE}.json", at("source", to="")),
    "figures_are_of_this_run": in_json(f"{FIGURE}.json", at("run_id", to="another")),
    "figures_have_a_unit_for_every_column": in_json(f"{FIGURE}.json", at("units", "p", to="")),
    "figures_png_are_png": put(f"{FIGURE}.png", b"GIF89a"),
    "figures_svg_are_well_formed": put(f"{FIGURE}.svg", b"<html></html>\n"),
    "figures_svg_ask_for_nothing": put(
        f"{FIGURE}.svg", b'<svg><image href="https://x.org/a.png"/></svg>\n'
    ),
    # page and report
    "page_links_lead_into_the_folder": sub("index.html", 'href="numbers.csv"', 'href="x.csv"'),
    "page_links_are_safe": sub("index.html", 'href="numbers.csv"', 'href="javascript:alert(1)"'),
    "page_loads_nothing_from_elsewhere": sub(
        "index.html", "</main>", '<script src="https://x.org/a.js"></script></main>'
    ),
    "page_has_a_strict_policy": sub("index.html", "default-src 'none'", "default-src *"),
    "page_runs_only_what_its_policy_names": sub("index.html", "</main>", "<script>x</script>"),
    "page_runs_nothing_inline": sub("index.html", "</main>", "<b onclick='x'>y</b></main>"),
    "page_says_its_language_and_title": sub("index.html", '<html lang="en">', "<html>"),
    "page_headings_are_in_order": sub("index.html", "</main>", "<h2>a</h2><h4>deep</h4></main>"),
    "page_pictures_have_descriptions": sub("index.html", "</main>", "<svg></svg></main>"),
    "page_says_the_headline": sub("index.html", "at the median", "in the middle"),
    "report_says_the_headline": sub("report.md", "at the median", "in the middle"),
    "report_links_lead_into_the_folder": sub("report.md", "](numbers.csv)", "](other.csv)"),
    "drafts_say_so_first": sub("report.md", "# When", "**DRAFT.**\n\n# When"),
    "badge_is_green_only_if_the_gate_passed": sub("index.html", '"badge good"', '"badge bad"'),
    "conditions_are_stated": sub("report.md", "conditional on the", "about the"),
    # origins
    "config_is_that_of_the_run": sub("config.toml", "seed = 2", "seed = 3"),
    "config_has_hashes": sub("config.toml", '"cards" = "', '"cards" = "x'),
    "config_names_the_posterior": sub("config.toml", '"stock" = "', '"stock" = "x'),
    "config_names_versions": sub("config.toml", '"pymc" = ', '"pimc" = '),
    "config_gives_a_reason": sub("config.toml", "To see it fail.", "Another."),
    "inputs_are_whole": _broken_zip,
    "inputs_stay_inside": in_zip(_zip_escape),
    "inputs_hold_every_kind": in_zip(_zip_no_sources),
    "inputs_posterior_is_unchanged": in_zip(_zip_other_draws),
    "inputs_evidence_is_unchanged": in_zip(_zip_other_table),
    "package_lists_every_file": package(lambda found: found["resources"].pop()),
    "package_hashes_match": package(at("resources", 0, "hash", to="sha256:0")),
    "package_names_are_unique": package(at("resources", 0, "name", to="report-md")),
    "package_names_licences": package(at("sources", 0, "licence", to="")),
    "squiggle_defines_every_prior": sub("priors.squiggle", "\nflop_per_usd =", "\nflops ="),
    "squiggle_defines_nothing_twice": sub(
        "priors.squiggle", "\nflop_per_usd =", "\nkv_ratio = 1\nflop_per_usd ="
    ),
}  # fmt: skip
BY_READING = {"texts_are_utf8", "inputs_are_whole"}  # may fail because a file cannot be read


def test_a_good_publication_passes_every_check(good):
    assert failed_checks(good) == []
    assert N_CHECKS >= 40


def test_every_check_has_a_fault_of_its_own():
    assert list(MUTATIONS) == list(CHECKS)


@pytest.mark.parametrize("name", list(CHECKS))
def test_the_fault_is_found(name, good):
    bad = MUTATIONS[name](good)
    assert bad != good
    words = first_problem(CHECKS[name], Folder(bad))
    assert words is not None, f"{name} passes on its fault"
    assert name in BY_READING or not words.startswith("cannot be checked"), words


def test_every_check_says_what_it_is_about():
    assert [name for name, check in CHECKS.items() if not check.__doc__] == []


def test_a_file_that_cannot_be_read_fails_what_needs_it(good):
    failed = dict(failed_checks({**good, "draws.parquet": b"not parquet"}))
    assert failed["draws_have_units"].startswith("cannot be checked (ArrowInvalid")
    assert "hub_rows_are_unique" not in failed


def test_the_refusal_names_checks_and_faults(good):
    with pytest.raises(OutputError, match="hub_rows_are_unique: twice") as caught:
        refuse_failed(MUTATIONS["hub_rows_are_unique"](good))
    assert caught.value.exit_code == 5
