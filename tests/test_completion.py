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

# A second zsh at a terminal of its own: TAB, then a key that shows the line as it stands.
COMPLETE_AT_TERMINAL = """
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT=; autoload -Uz compinit; compinit -D -u; bindkey '^I' complete-word"
zpty -w z "eval \\"\\$(cat $1)\\""
zpty -w z "show() { print -r -- \\"<\\$BUFFER>\\" }; zle -N show; bindkey '^X' show; print REA''DY"
zpty -r -m z line '*READY*'
zpty -n -w z "$2"$'\t\x18'
zpty -r -m z line '*<*>*' && print -r -- "$line"
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


@pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")
def test_fish_completes_commands_options_and_choices(scripts):
    def told(line):
        script = f"source {scripts / 'fish'}; complete -C '{line}'"
        done = subprocess.run(
            ["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True
        )
        return {each.split("\t")[0] for each in done.stdout.splitlines()}

    assert told("forecast pub") == {"publish"}
    assert told("forecast publish --re") == {"--reports", "--reason", "--replace"}
    assert told("forecast --completion fi") == {"fish"}


@pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
def test_zsh_completes_a_command(scripts):
    told = subprocess.run(
        ["zsh", "-f", "-c", COMPLETE_AT_TERMINAL, "zsh", str(scripts / "zsh"), "forecast publ"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "<forecast publish >" in told.stdout


def test_every_shell_has_a_script_and_another_is_refused(capsys):
    for shell in SHELLS:
        with pytest.raises(SystemExit) as left:
            main(["--completion", shell])
        assert left.value.code == 0
        assert "publish" in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        main(["--completion", "cmd"])
    assert left.value.code == 2
