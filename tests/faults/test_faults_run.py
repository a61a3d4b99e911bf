"""Faults of flags, settings and surroundings, by their number in guides/faults.md."""

import datetime
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from forecast import cli
from forecast.posterior.store import PosteriorWarning, read_block

SET = "lifetime_years"
NO_PRIORS = ("--priors", "nowhere")  # where it is not the posterior that is asked for


def _main(capsys, *arguments):
    capsys.readouterr()
    try:
        code = cli.main(list(arguments))
    except SystemExit as left:
        code = left.code
    return (code, *capsys.readouterr())


def _sentence(capsys, code, *arguments):
    """The one line on stderr of a command that is refused."""
    found, out, err = _main(capsys, *arguments)
    assert (found, out, err.count("\n")) == (code, "", 1), err
    assert err.isascii()
    assert "unexpected" not in err
    return err


def _process(*arguments, **more):
    environment = {**os.environ, **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "forecast", *arguments],
        **({"capture_output": True} | more),
        env={name: value for name, value in environment.items() if value is not None},
        timeout=120,
        check=False,
    )


@pytest.fixture
def shipped(priors_dir):
    """Skip where a run would first fit for minutes; tests/project says whether that is wrong."""
    from forecast.errors import ForecastError
    from forecast.pipeline.request import Request
    from forecast.pipeline.run import load_inputs
    from forecast.posterior.obtain import posterior_for

    inputs = load_inputs(Request(datetime.date(2026, 11, 24), None, (), 1, 1, priors_dir))
    try:
        posterior_for(inputs.base, inputs.tables, 1, priors_dir, allow_fit=False)
    except ForecastError:
        pytest.skip("no stored posterior for these priors")


@pytest.mark.parametrize(
    ("flag", "value", "accepted"),
    [
        ("--draws", "abc", "a whole number"),
        ("--draws", "1e5", "a whole number"),
        ("--draws", "-5", "a whole number"),
        ("--seed", "-1", "a whole number from 0"),
        ("--seed", "9" * 20, "a whole number from 0"),
        ("--scenario", "", "the name of a scenario"),
        ("--priors", "", "a folder"),
        ("--as-of", "yesterday", "a date such as"),
        ("--as-of", "2026-13-01", "a date such as"),
        ("--as-of", "2026-11-24T00:00", "a date such as"),
        ("--as-of", "1999-01-01", "a date from"),
    ],
)
def test_a_flag_that_cannot_be_read(flag, value, accepted, capsys):
    told = _sentence(capsys, 3, "run", flag, value)
    assert f"{flag}: " in told
    assert f"found '{value}'; accepted: {accepted}" in told


def test_as_of_before_the_first_entry_says_when_the_card_begins(capsys):
    told = _sentence(capsys, 3, "explain", SET, "--as-of", "2020-01-01")
    assert "no entry as of 2020-01-01" in told
    assert "its first date, or later" in told


@pytest.mark.parametrize("name", ["nope", "../scenarios/baseline", "baseline.toml", "Baseline"])
def test_an_unknown_scenario(name, capsys):
    told = _sentence(capsys, 3, "run", "--draws", "10", "--scenario", name)
    assert f"no such scenario; found '{name}'; accepted: one of ai_2027_alone, " in told
    assert ", baseline, " in told


@pytest.mark.parametrize("text", ["foo", "=3", f"{SET}="])
def test_set_without_a_name_or_a_value_is_usage(text, capsys):
    assert "--set needs NAME=VALUE" in _sentence(capsys, 2, "run", "--set", text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lifetime_year=3", "did you mean 'lifetime_years'?"),
        (f"{SET}=abc", "not a number or a belief; found 'abc'"),
        (f"{SET}=nan", "not a number or a belief; found 'nan'"),
        (f"{SET}=1e400", "must be a finite number"),
        (f"{SET}=500", "outside the bounds of lifetime_years; found 500.0; accepted: 1 to 16"),
        (f"{SET}=~gamma(1,2,3)", "found 'gamma'; accepted: one of categorical"),
        (f"{SET}=~lognormal(1,2,3", "found '~lognormal(1,2,3'"),
        (f"{SET}=~lognormal(3,2,1)", "quantiles must increase; found [3.0, 2.0, 1.0]"),
        (f"{SET}=~normal(mean=5,sd=0)", "sd: must be above zero"),
        (f"{SET}=~categorical(4:0.4,8:0.7)", "sum to 1"),
    ],
)
def test_faults_17_18_20_in_a_set(text, told, capsys):
    sentence = _sentence(capsys, 3, "run", "--set", text)
    assert sentence.startswith("forecast: --set: ")
    assert told in sentence


def test_fault_21_the_same_name_set_twice(capsys):
    told = _sentence(capsys, 3, "run", "--set", f"{SET}=5", "--set", f"{SET}=6")
    assert f"{SET}: set twice; found '6'" in told


@pytest.mark.parametrize("command", [["check"], ["explain", SET], ["run", "--draws", "10"]])
def test_a_folder_of_priors_that_is_missing_or_a_file(command, tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    for name in ("missing", "file"):
        told = _sentence(capsys, 3, *command, "--priors", str(tmp_path / name))
        assert f"{name}: " in told
        assert "folder of priors" in told
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_fault_32_a_full_disk_is_one_line_and_1():
    with open("/dev/full", "w") as full:
        streams = {"stdout": full, "stderr": subprocess.PIPE, "capture_output": False}
        done = _process("doctor", "--json", *NO_PRIORS, **streams)
    assert done.returncode == 1
    assert done.stderr == b"forecast: No space left on device\n"


def test_fault_42_zero_draws(capsys):
    assert "--draws 0" in _sentence(capsys, 4, "run", "--draws", "0")


@pytest.mark.slow
def test_faults_35_45_46_58_the_same_bytes_anywhere(priors_dir, tmp_path, shipped):
    folder = tmp_path / "elsewhere"
    shutil.copytree(priors_dir, folder, ignore=shutil.ignore_patterns("README.md"))
    ran = ("run", "--draws", "2000", "--seed", "1", "--as-of", "2026-11-24", "--json", "--priors")
    places = [
        (priors_dir, {"PYTHONHASHSEED": "1"}),
        (folder, {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "NUMBA_NUM_THREADS": "1"}),
    ]
    done = [_process(*ran, str(path), env=env, cwd=tmp_path) for path, env in places]
    assert [each.returncode for each in done] == [0, 0], done[0].stderr
    assert len({hashlib.sha256(each.stdout).digest() for each in done}) == 1
    json.loads(done[0].stdout, parse_constant=lambda text: pytest.fail(text))


@pytest.mark.parametrize("spoil", [lambda data: data[:1000], lambda _: b"\x80\x04cos\nsystem\n."])
def test_faults_48_49_a_spoilt_posterior_is_refused_unread(spoil, priors_dir, tmp_path):
    for name in ("arrival.nc", "arrival.nc.sha256"):
        shutil.copy(priors_dir / "posterior" / name, tmp_path)
    (tmp_path / "arrival.nc").write_bytes(spoil((tmp_path / "arrival.nc").read_bytes()))
    with pytest.warns(PosteriorWarning, match="sha256"):
        assert read_block(tmp_path / "arrival.nc") is None


def test_fault_51_a_cache_folder_that_is_a_file_stops_nothing(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("FORECAST_CACHE_DIR", str(tmp_path / "file"))
    for command in (["check", "--quiet"], ["explain", SET], ["doctor"]):
        code, _, err = _main(capsys, *command)
        assert (code, err) == (0, "")


def test_fault_51_without_a_home(tmp_path):
    done = _process("doctor", "--json", env={"HOME": None, "XDG_CACHE_HOME": None}, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_fault_53_plain_ascii_in_20_columns():
    plain = {"LANG": "C", "LC_ALL": "C", "COLUMNS": "20", "NO_COLOR": "1", "TERM": "dumb"}
    done = _process("explain", "human_level_date", env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("columns", ["0", "-5", "1", "abc", "9" * 12])
def test_fault_53_any_width_is_survived(columns, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", columns)
    assert _main(capsys, "doctor", *NO_PRIORS)[0] == 0


def test_fault_54_a_reader_that_leaves_is_no_error():
    with subprocess.Popen(
        f"{sys.executable} -m forecast doctor --json --priors nowhere | head -c 10",
        shell=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, len(out), err) == (0, 10, b"")


@pytest.mark.parametrize(
    ("variable", "value"),
    [("DRAWS", "abc"), ("AS_OF", "x"), ("QUIET", "maybe"), ("SEED", "1.5"), ("DEBUG", "x")],
)
def test_fault_56_a_variable_with_a_bad_value(variable, value, monkeypatch, capsys):
    monkeypatch.setenv(f"FORECAST_{variable}", value)
    told = _sentence(capsys, 3, "check")
    assert f"FORECAST_{variable}: cannot be read; found '{value}'; accepted: " in told


def test_fault_57_doctor_says_which_place_won(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "forecast.toml").write_text("draws = 30\nseed = 3\n")
    (tmp_path / "pyproject.toml").write_text("[tool.forecast]\ndraws = 40\nquiet = true\n")
    monkeypatch.setenv("FORECAST_DRAWS", "20")
    code, out, _ = _main(capsys, "doctor", "--json", *NO_PRIORS)
    assert code == 0
    found = {each["name"]: (each["value"], each["from"]) for each in json.loads(out)["settings"]}
    assert found["draws"] == (20, "FORECAST_DRAWS")
    assert found["seed"] == (3, "forecast.toml")
    assert found["quiet"] == (True, "pyproject.toml [tool.forecast]")


@pytest.mark.slow
def test_an_interrupt_is_quiet_and_130(shipped):
    with subprocess.Popen(
        [sys.executable, "-m", "forecast", "run", "--draws", "50000000", "--seed", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"forecast: interrupted\n")
