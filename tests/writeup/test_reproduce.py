from pathlib import Path

from forecast.pipeline.reproduce import Reproduced, spoilt_files
from forecast.writeup.agreement import agreement
from forecast.writeup.reproduce import reproduce_text, told
from tests.commands.schemas import validate

ID = "2026-11-24-x"
ROW = {"question": "Q1", "statistic": "p", "value": 0.5, "mcse": 0.1}
SAME = agreement([ROW], [ROW], refitted=False)


def _told(**about):
    found = told(Reproduced(ID, Path("reports") / ID, **about))
    validate(found)
    return found


def test_to_the_byte_in_the_same_setting():
    found = _told(same_bytes=True, same_setting=True, numbers=SAME)
    assert found["agrees"]
    assert reproduce_text(found).startswith(f"{ID} comes out again: 1 numbers agree, to the byte")


def test_within_error_elsewhere_names_what_differs():
    version = {"kind": "version", "name": "numpy", "recorded": "0.1", "now": "2.5"}
    text = reproduce_text(_told(same_bytes=False, numbers=SAME, differing=(version,)))
    assert "within Monte Carlo error" in text
    assert "version numpy: 0.1 on record, 2.5 now" in text
    assert "0.00 standard errors" in text


def test_other_bytes_in_the_same_setting_do_not_agree():
    assert not _told(same_bytes=False, same_setting=True, numbers=SAME)["agrees"]


def test_another_seed_never_agrees():
    seed = {"kind": "run", "name": "seed", "recorded": 1, "now": 2}
    assert not _told(same_bytes=False, numbers=SAME, differing=(seed,))["agrees"]


def test_spoilt_files_are_listed():
    found = _told(spoilt=spoilt_files({}))
    assert reproduce_text(found).splitlines()[1] == "MANIFEST.json: missing"
    assert spoilt_files({"MANIFEST.json": b"[]"}) == (
        {"path": "MANIFEST.json", "what": "cannot be read"},
    )
