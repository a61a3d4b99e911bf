import argparse
import datetime
import json
from pathlib import Path

import pytest

from forecast import cli
from forecast.commands.run import (
    note_future,
    provenance_sentence,
    refuse_no_draws,
    request_of,
    show,
)
from forecast.errors import GateRefused
from forecast.settings import resolve
from tests.commands.schemas import validate
from tests.writeup.sample import sample_document


def test_flags_become_a_request():
    flags = {"as_of": "2026-11-22", "draws": "10", "seed": "3", "priors": "p", "scenario": "s"}
    request = request_of(resolve(flags, {}), ("human_level_date=2030",))
    assert (request.as_of, request.draws, request.seed) == (datetime.date(2026, 11, 22), 10, 3)
    assert (request.scenario, request.priors_dir) == ("s", Path("p"))
    assert request.sets == ("human_level_date=2030",)


def test_fault_45_a_missing_seed_is_drawn():
    seeds = {request_of(resolve({}, {}), ()).seed for _ in range(5)}
    assert len(seeds) == 5


def test_fault_42_no_draws_is_refused(tmp_path, capsys):
    with pytest.raises(GateRefused, match="--draws 0: too few for a forecast"):
        refuse_no_draws(0)
    assert cli.main(["run", "--draws", "0", "--out", str(tmp_path / "out")]) == 4
    assert "--draws 0" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_day_to_come_is_told_on_stderr(capsys):
    today = datetime.datetime.now(datetime.UTC).date()
    note_future(today, quiet=False)
    note_future(today + datetime.timedelta(days=2), quiet=True)
    assert capsys.readouterr() == ("", "")
    note_future(today + datetime.timedelta(days=2), quiet=False)
    assert "a day to come" in capsys.readouterr().err


def test_json_is_the_document_and_fits_its_schema(capsys):
    show(sample_document(), as_json=True)
    printed = json.loads(capsys.readouterr().out)
    assert printed == sample_document()
    validate(printed)


def test_text_is_the_first_screen(capsys):
    show(sample_document(), as_json=False)
    assert capsys.readouterr().out.startswith("When do copies of a human-level AI model")


def test_where_the_posterior_came_from_is_a_note():
    forecast = argparse.Namespace(
        provenance=[{"block": "stock", "source": "cache"}], document={"seed": 1}
    )
    assert provenance_sentence(forecast) == "posterior: stock cache"


def test_a_schema_refuses_what_it_should():
    document = sample_document()
    document["answers"]["Q1"][0]["p"] = 1.5
    with pytest.raises(Exception, match=r"1\.5"):
        validate(document)
