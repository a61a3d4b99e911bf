import json
import os
import re
import subprocess
import sys
import warnings

import pytest

from forecast import __version__, cli
from forecast.commands import COMMANDS
from forecast.errors import GateRefused, InputError, LockHeld, OutputError, UsageError

HEAVY = ("pymc", "arviz", "pandas", "matplotlib", "numba", "xarray", "pytensor")


def _fresh(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "forecast", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["check"], ["doctor"], ["explain", "lifetime_years"]]
)
def test_reading_commands_import_nothing_heavy(arguments):
    code = (
        "import sys; from forecast.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"
    assert done.stdout


def test_help_takes_under_0_3_s_of_cpu():
    def seconds():
        before = os.times()
        subprocess.run(
            [sys.executable, "-m", "forecast", "--help"], capture_output=True, check=True
        )
        after = os.times()
        used = after.children_user + after.children_system
        return used - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.3


def test_fault_54_a_closed_pipe_is_quiet():
    with subprocess.Popen(
        [sys.executable, "-m", "forecast", "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(60) == 0
    assert errors == b""


def test_version(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"forecast {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["bogus"], ["explain"], ["run", "--nonsense"]])
def test_wrong_usage_is_one_line_and_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "--help" in captured.err


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (UsageError("wrong"), 2, "forecast: wrong\n"),
        (InputError("bad", file="x.toml", line=3), 3, "forecast: x.toml:3: bad\n"),
        (GateRefused("R-hat"), 4, "forecast: R-hat\n"),
        (OutputError("nan"), 5, "forecast: nan\n"),
        (LockHeld("by 7"), 6, "forecast: by 7\n"),
        (KeyboardInterrupt(), 130, "forecast: interrupted\n"),
        (
            OSError(28, "No space left on device", "out"),
            1,
            "forecast: out: No space left on device\n",
        ),
        (
            ValueError("\x1b[31mx"),
            1,
            "forecast: unexpected ValueError: x (FORECAST_DEBUG=1 shows where)\n",
        ),
    ],
)
def test_errors_become_exit_codes_and_one_line(error, code, told, monkeypatch, capsys):
    def fail(arguments):
        raise error

    monkeypatch.setattr(cli, "_execute", fail)
    assert cli.main(["doctor"]) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", told)


def test_debug_shows_the_traceback(monkeypatch, capsys):
    monkeypatch.setenv("FORECAST_DEBUG", "1")
    assert cli.main(["explain", "no_such_quantity"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_bad_variable_is_3_and_named(monkeypatch, capsys):
    monkeypatch.setenv("FORECAST_DRAWS", "abc")
    assert cli.main(["doctor"]) == 3
    assert "FORECAST_DRAWS" in capsys.readouterr().err


def test_json_is_one_object_also_without_locale():
    done = _fresh("doctor", "--json", "--priors", "nowhere", LANG="C", LC_ALL="C", TERM="dumb")
    assert done.returncode == 0
    assert json.loads(done.stdout)["schema"] == "forecast.doctor/1"
    assert done.stdout.isascii()


def test_only_what_is_built_is_offered(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    text = capsys.readouterr().out
    offered = re.findall(r"^    ([a-z-]+)(?: |$)", text, re.M)
    assert offered == [command.NAME for command in COMMANDS]


def test_a_warning_is_one_line_without_our_source(capsys):
    assert cli.main(["check", "--quiet"]) == 0
    assert warnings.formatwarning("odd", UserWarning, "file.py", 3) == "forecast: odd\n"


def test_a_process_that_is_interrupted_does_not_wait_for_its_threads():
    code = (
        "import sys, threading, time\n"
        "from forecast import cli\n"
        "def execute(arguments):\n"
        "    threading.Thread(target=time.sleep, args=(30,)).start()\n"
        "    raise KeyboardInterrupt\n"
        "cli._execute = execute\n"
        "sys.argv = ['forecast', 'doctor']\n"
        "cli.main()\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=20, check=False
    )
    assert (told.returncode, told.stderr) == (130, b"forecast: interrupted\n")
