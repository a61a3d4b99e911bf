"""The whole way into a copy of the project's evidence."""

import datetime
import tomllib

import pytest

from forecast.errors import InputError
from forecast.files import sha256_of
from forecast.inputs.checking import survey_priors
from forecast.inputs.data_card import DataSource
from forecast.inputs.evidence import load_table
from forecast.inputs.ingest.apply import ingest, ingest_all
from forecast.inputs.ingest.outcome import Fed
from forecast.inputs.ingest.rows import Edition, FeedRow, FeedRows

TODAY = datetime.datetime.now(datetime.UTC).date()
EDITION = Edition(TODAY)
SOURCE = DataSource("a price list", "MIT", "its author")


def quote(**other):
    return {
        "accelerator": "NVIDIA A100",
        "observed_on": datetime.date(2026, 10, 1),
        "usd_per_accelerator_hour": 1.25,
        "term": "on-demand",
        "provider": "A Cloud",
        "published_on": datetime.date(2026, 10, 2),
        "published_on_basis": "source_dated",
        "source_title": "a page",
        "licence": "MIT",
        "verification": "primary",
        **other,
    }


def add(priors, *cells, dataset="gpu_rental_prices", **options):
    rows = [FeedRow(i + 2, each) for i, each in enumerate(cells)]
    return ingest(priors, dataset, FeedRows("a list", SOURCE, rows), EDITION, "list.csv", **options)


def files(priors, dataset="gpu_rental_prices"):
    folder = priors / "evidence" / dataset
    return (folder / "data.csv").read_bytes(), (folder / "card.toml").read_bytes()


def test_new_rows_stand_behind_the_old_and_the_card_knows(priors):
    before, _ = files(priors)
    outcome = add(priors, quote())
    after, card = files(priors)
    assert outcome.written
    assert after.startswith(before.rstrip(b"\n"))
    assert after.count(b"\n") == before.count(b"\n") + 1
    told = tomllib.loads(card.decode())
    assert told["n_rows"] == outcome.n_rows == load_table(priors, "gpu_rental_prices").card.n_rows
    assert told["sha256"] == outcome.sha256 == sha256_of(after)
    assert told["retrieved_on"] == TODAY.isoformat()
    assert told["coverage"].endswith("to 2026-10-01")
    assert "its author" in [source["attribution"] for source in told["sources"]]
    problems = [str(p.message) for p in survey_priors(priors, TODAY).problems]
    assert not [p for p in problems if "gpu_rental_prices" in p and "sha256" in p]


def test_again_is_nothing_new_to_the_byte(priors):
    add(priors, quote())
    before = files(priors)
    outcome = add(priors, quote())
    assert (outcome.written, outcome.plan.unchanged) == (False, 1)
    assert files(priors) == before


def test_a_dry_run_writes_nothing_and_tells_the_same(priors):
    before = files(priors)
    outcome = add(priors, quote(), dry_run=True)
    assert (outcome.written, len(outcome.plan.new)) == (False, 1)
    assert files(priors) == before
    assert not (priors / "evidence" / ".ingest.lock").exists()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"usd_per_accelerator_hour": 1.25e6}, "times the median of its neighbours"),
        ({"usd_per_accelerator_hour": -1.0}, "money must be above zero"),
        ({"usd_per_accelerator_hour": float("nan")}, "not a plain number"),
        ({"published_on": TODAY + datetime.timedelta(1)}, "published after the run date"),
        ({"observed_on": datetime.date(2026, 10, 3)}, "observed after it was published"),
        ({"provider": None}, "required cell is empty"),
        ({"provider": "=HYPERLINK(1)"}, "begins like a formula"),
        ({"provider": "A\x1b[31m"}, "control characters"),
    ],
)
def test_one_bad_row_and_nothing_is_written(priors, cells, words):
    before = files(priors)
    outcome = add(priors, quote(provider="Good Cloud"), quote(**cells))
    assert not outcome.written
    assert files(priors) == before
    told = [str(problem) for problem in outcome.problems]
    assert any(each.startswith("list.csv:3") and words in each for each in told), told


def test_a_revision_leaves_what_was_known_before(priors):
    early = quote(published_on=datetime.date(2026, 10, 2))
    late = quote(published_on=datetime.date(2026, 11, 2), usd_per_accelerator_hour=1.5)
    add(priors, early)
    outcome = add(priors, late)
    assert len(outcome.plan.changed) == 1

    def price_on(day):
        rows = load_table(priors, "gpu_rental_prices", day).rows
        return [r["usd_per_accelerator_hour"] for r in rows if r["provider"] == "A Cloud"]

    assert price_on(datetime.date(2026, 10, 1)) == []
    assert price_on(datetime.date(2026, 10, 15)) == [1.25]
    assert price_on(TODAY) == [1.5]
    assert add(priors, early).plan.unchanged == 1  # the early edition again is no news


def test_a_conflict_is_refused_until_it_is_accepted(priors):
    add(priors, quote())
    before = files(priors)
    other = quote(usd_per_accelerator_hour=1.5)
    refused = add(priors, other)
    assert not refused.ok
    assert files(priors) == before
    taken = add(priors, other, accept=True)
    assert taken.written
    rows = load_table(priors, "gpu_rental_prices").rows
    assert [r["published_on"] for r in rows if r["provider"] == "A Cloud"] == [TODAY]
    earlier = load_table(priors, "gpu_rental_prices", TODAY - datetime.timedelta(1)).rows
    assert [r["usd_per_accelerator_hour"] for r in earlier if r["provider"] == "A Cloud"] == [1.25]


PEOPLE = {
    "year": 2025.0,
    "observed_on": datetime.date(2025, 12, 31),
    "quantity": "world_population",
    "value": 8.2e9,
    "unit": "persons",
    "definition": "mid-year estimate",
    "is_projection": False,
    "is_partial_year": False,
    "published_on": datetime.date(2026, 10, 1),
    "published_on_basis": "source_dated",
    "source_title": "a yearbook",
    "licence": "MIT",
    "verification": "primary",
}


def fed(dataset, *cells):
    rows = [FeedRow(i + 2, each) for i, each in enumerate(cells)]
    return Fed("a feed", dataset, "list.csv", FeedRows("a list", SOURCE, rows))


def test_several_feeds_change_all_their_data_sets_or_none(priors):
    before = files(priors), files(priors, "economy")
    prices, people = fed("gpu_rental_prices", quote()), fed("economy", PEOPLE)
    bad = fed("economy", PEOPLE | {"value": float("nan")})
    refused = ingest_all(priors, [prices, bad], EDITION)
    assert [(each.ok, each.written) for each in refused] == [(True, False), (False, False)]
    assert (files(priors), files(priors, "economy")) == before
    taken = ingest_all(priors, [prices, people], EDITION)
    assert [(each.problems, each.written) for each in taken] == [((), True), ((), True)]
    assert files(priors) != before[0]
    assert files(priors, "economy") != before[1]
    assert ingest_all(priors, [prices, people], EDITION)[1].plan.unchanged == 1


def test_a_feed_sees_the_rows_of_the_one_before_it(priors):
    two = [
        fed("gpu_rental_prices", quote()),
        fed("gpu_rental_prices", quote(provider="B"), quote()),
    ]
    first, second = ingest_all(priors, two, EDITION)
    assert (len(first.plan.new), len(second.plan.new), second.plan.unchanged) == (1, 1, 1)
    told = tomllib.loads(files(priors)[1].decode())
    assert told["sha256"] == second.sha256 == sha256_of(files(priors)[0])
    assert told["n_rows"] == second.n_rows == len(load_table(priors, "gpu_rental_prices").rows)


def test_an_unknown_data_set_names_the_nearest(priors):
    with pytest.raises(InputError, match="gpu_rental_prices"):
        add(priors, quote(), dataset="gpu_rental_price")
