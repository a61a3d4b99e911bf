import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from forecast import cli
from forecast.commands.publish import checked_reason, publish_text, told
from forecast.errors import UsageError
from forecast.pipeline.publication.publish import Published
from forecast.writeup.publication.gate import Offence
from tests.commands.published import ID, RUN
from tests.commands.schemas import validate
from tests.writeup.sample import sample_document


def _done(state="published", offences=()):
    files = {"summary.json": b"{}"}
    return Published(
        "2026-11-22-x", Path("reports/2026-11-22-x"), state, False, files, tuple(offences)
    )


def _main(capsys, *arguments):
    capsys.readouterr()
    try:
        code = cli.main(["publish", *arguments])
    except SystemExit as left:
        code = left.code
    return (code, *capsys.readouterr())


def test_the_object_fits_its_schema():
    found = told(_done(), sample_document())
    validate(json.loads(json.dumps(found, allow_nan=False)))
    offence = Offence("max_rhat", "stock", 1.2, "< 1.01")
    validate(told(replace(_done("draft"), offences=(offence,)), sample_document()))


def test_the_text_says_what_happened():
    text = publish_text(told(_done(), sample_document()))
    assert text.startswith("published: reports/2026-11-22-x\n8 billion copies: median 2065, ")
    draft = publish_text(told(_done("draft"), sample_document()))
    assert draft.startswith("DRAFT, the gate refused it: ")


def test_a_reason_is_one_plain_line():
    assert checked_reason(" new\n\tprices \x1b[31m") == "new prices [31m"
    for bad in ("", " \n", "x" * 501):
        with pytest.raises(UsageError, match="--reason takes 1 to 500 characters"):
            checked_reason(bad)


@pytest.mark.parametrize("name", ["../x", "/etc/x", "Con", "con", "x" * 65, "a-draft"])
def test_fault_27_a_bad_name_is_2_before_any_work(name, tmp_path, capsys):
    code, out, err = _main(capsys, name, "--reports", str(tmp_path / "new"))
    assert (code, out) == (2, "")
    assert err.startswith("forecast: n")
    assert [*tmp_path.iterdir()] == []


def test_fault_32_a_place_that_cannot_be_written_is_1_before_any_work(tmp_path, capsys):
    (tmp_path / "file").write_text("mine")
    code, out, err = _main(capsys, "x", "--reports", str(tmp_path / "file"))
    assert (code, out) == (2, "")
    assert "is not a folder" in err
    code, out, err = _main(capsys, "x", "--reports", str(tmp_path / "file" / "deeper"))
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_run_takes_no_flags_of_its_own(tmp_path, capsys):
    code, _, err = _main(capsys, "x", "--run", str(tmp_path), "--seed", "1", "--reports", "r")
    assert (code, "--run says what was asked; leave out --seed" in err) == (2, True)
    code, _, err = _main(capsys, "x", "--run", str(tmp_path), "--reports", "r")
    assert (code, "holds no run" in err) == (3, True)


def test_fault_42_too_few_draws(tmp_path, capsys):
    code, _, err = _main(capsys, "x", "--draws", "1", "--reports", str(tmp_path))
    assert (code, "--draws 1" in err) == (4, True)


@pytest.mark.slow
def test_a_publication_can_be_made_again_from_itself(folder, tmp_path, capsys):
    with zipfile.ZipFile(folder / "inputs.zip") as archive:
        archive.extractall(tmp_path / "inputs")
    again = ("run", *RUN, "--json", "--priors", str(tmp_path / "inputs"))
    assert cli.main([*again, "--out", str(tmp_path / "run")]) == 0
    rerun = json.loads(capsys.readouterr().out)
    published = json.loads((folder / "summary.json").read_text())
    assert published.pop("publication")["id"] == ID
    for asked_by_a_publication_only in ("by_scenario", "changed"):
        assert published["answers"].pop(asked_by_a_publication_only)
    assert rerun == published
    reports = folder.parent
    run = ("--run", str(tmp_path / "run"), "--priors", str(tmp_path / "inputs"))
    code, out, err = _main(capsys, "y", *run, "--reports", str(reports), "--json", "--quiet")
    assert (code, err) == (0, "")
    found = json.loads(out)
    validate(found)
    assert (found["state"], Path(found["folder"]).name) == ("published", "2026-11-24-y")
    ran = json.loads((tmp_path / "run" / "summary.json").read_text())
    ran["answers"]["Q1"][0]["p"] += 1e-9
    (tmp_path / "run" / "summary.json").write_text(json.dumps(ran))
    code, _, err = _main(capsys, "z", *run, "--reports", str(reports), "--quiet")
    assert (code, "does not come out again" in err) == (3, True)
    assert not (reports / "2026-11-24-z").exists()
