"""Which forecasts a pool counts, and what it says where it names none."""

import datetime

import pytest

from forecast.errors import InputError
from forecast.inputs.compound import Pool
from forecast.inputs.evidence import load_evidence
from forecast.inputs.pool import HUMAN_LEVEL
from forecast.inputs.pool_choice import NarrowPool, chosen_forecasts
from forecast.inputs.toml_files import Place

TABLE = "arrival_forecasts"


@pytest.fixture(scope="module")
def tables(priors_dir):
    return load_evidence(priors_dir, datetime.date(2026, 11, 22))


def ids(tables, belief):
    return sorted({row["forecast_id"] for row in chosen_forecasts(tables, belief).rows})


def test_the_pool_of_the_card_is_what_borrows_in_the_fit(base_beliefs):
    assert set(base_beliefs["human_level_date"].milestone_classes) == set(HUMAN_LEVEL)


def test_classes_take_the_latest_of_each_group(tables):
    assert ids(tables, Pool(TABLE, ("automated_coder",))) == [
        "ai_futures_q2_5_2026_brendan",
        "ai_futures_q2_5_2026_kokotajlo",
        "ai_futures_q2_5_2026_lifland",
    ]


def test_a_group_alone(tables):
    cotra = NarrowPool(TABLE, HUMAN_LEVEL, groups=("Ajeya Cotra",))
    assert ids(tables, cotra) == ["cotra_update"]
    community = {
        classes: ids(tables, NarrowPool(TABLE, classes, groups=("Metaculus community",)))
        for classes in (HUMAN_LEVEL, ("weak_general_ai",))
    }
    assert [*community.values()] == [["metaculus_q5121"], ["metaculus_q3479"]]


def test_a_forecast_that_was_replaced_can_be_named(tables):
    old = NarrowPool(TABLE, (), forecasts=("cotra_bio_anchors_model_output",))
    assert ids(tables, old) == ["cotra_bio_anchors_model_output"]


def test_as_it_would_stand_on_a_card():
    named = NarrowPool(TABLE, (), forecasts=("metaculus_q5121",))
    assert named.as_dict() == {
        "family": "pool",
        "dataset": TABLE,
        "forecasts": ["metaculus_q5121"],
    }
    groups = NarrowPool(TABLE, ("agi",), groups=("Samotsvety",)).as_dict()
    assert (groups["milestone_classes"], groups["groups"]) == (["agi"], ["Samotsvety"])


@pytest.mark.parametrize(
    ("belief", "message"),
    [
        (
            Pool(TABLE, ("superhuman_coda",)),
            "x.milestone_classes: nothing published by this date has this name; "
            "found 'superhuman_coda'; accepted: one of agi, automated_coder,.*did you mean",
        ),
        (Pool("forecasts", ("agi",)), "x.dataset: .*accepted: one of .*arrival_forecasts"),
        (
            NarrowPool(TABLE, ("agi",), groups=("Ajeya",)),
            "x.groups: .*found 'Ajeya'; accepted: one of AI Futures Project, Ajeya Cotra",
        ),
        (
            NarrowPool(TABLE, (), forecasts=("metaculus_5121",)),
            "x.forecasts: .*found 'metaculus_5121'; .*did you mean 'metaculus_q5121'",
        ),
        (
            NarrowPool(TABLE, ("weak_general_ai",), groups=("Samotsvety",)),
            "no forecast of these classes was published by this date; "
            r"found \['weak_general_ai'\]; accepted: of these groups: strong_general_ai",
        ),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(tables, belief, message):
    with pytest.raises(InputError, match=message) as caught:
        chosen_forecasts(tables, belief, Place("here").inside("x"))
    assert str(caught.value).startswith("here: x.")


def test_a_class_not_yet_forecast_is_left_out_while_others_are_there(priors_dir):
    early = load_evidence(priors_dir, datetime.date(2021, 1, 1))
    assert ids(early, Pool(TABLE, HUMAN_LEVEL)) == ["cotra_bio_anchors_model_output"]
    with pytest.raises(InputError, match=r"nothing published by this date.*'weak_general_ai'"):
        chosen_forecasts(early, Pool(TABLE, ("weak_general_ai",)))
    before = load_evidence(priors_dir, datetime.date(2017, 1, 1))
    with pytest.raises(InputError, match=r"human_level_date\.milestone_classes: no forecast"):
        chosen_forecasts(before, Pool(TABLE, HUMAN_LEVEL))
