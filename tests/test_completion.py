"""Completion as a shell sees it: the printed script is sourced for real."""

import os
import shutil
import subprocess
import sys

import pytest

from forecast.cli import SHELLS, main

COMPLETE = """
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
$(complete -p forecast | sed 's/.*-F \\([^ ]*\\).*/\\1/')
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """The printed script of each shell, in a file."""
    place = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        done = subprocess.run(
            [sys.executable, "-m", "forecast", "--completion", shell],
            capture_output=True,
            check=True,
        )
        (place / shell).write_bytes(done.stdout)
    return place


def _completed(scripts, *words):
    bash = shutil.which("bash")
    told = subprocess.run(
        [bash, "--norc", "-c", COMPLETE, "bash", str(scripts / "bash"), *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    return told.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_commands_options_and_choices(scripts):
    assert _completed(scripts, "forecast", "pub") == ["publish"]
    assert set(_completed(scripts, "forecast", "publish", "--re")) == {
        "--reports", "--reason", "--replace",
    }  # fmt: skip
    assert _completed(scripts, "forecast", "--completion", "fi") == ["fish"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_has_no_error_of_syntax(scripts, shell):
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"needs {shell}")
    subprocess.run([program, "-n", str(scripts / shell)], check=True)


def test_every_shell_has_a_script_and_another_is_refused(capsys):
    for shell in SHELLS:
        with pytest.raises(SystemExit) as left:
            main(["--completion", shell])
        assert left.value.code == 0
        assert "publish" in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        main(["--completion", "cmd"])
    assert left.value.code == 2
