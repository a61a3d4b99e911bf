import pytest

from forecast import console


class Terminal:
    """A stderr that is a terminal and remembers what it was told."""

    encoding = "ascii"

    def __init__(self):
        self.text = ""

    def isatty(self):
        return True

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def test_width_is_80_where_output_is_no_terminal(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console.text_width() == 80
    monkeypatch.setenv("COLUMNS", "20")
    assert console.text_width() == 20


@pytest.mark.parametrize(
    ("name", "value"),
    [("NO_COLOR", "1"), ("TERM", "dumb"), ("LC_ALL", "C"), ("COLUMNS", "20")],
)
def test_fault_53_each_of_these_asks_for_plain_text(monkeypatch, name, value):
    for variable in ("NO_COLOR", "TERM", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    assert not console.is_plain()
    monkeypatch.setenv(name, value)
    assert console.is_plain()


def test_no_progress_unless_stderr_is_a_terminal(monkeypatch):
    with console.progress(quiet=False) as tell:
        assert tell is None
    monkeypatch.setattr("sys.stderr", Terminal())
    with console.progress(quiet=True) as tell:
        assert tell is None


def test_plain_progress_names_each_stage_once(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("NO_COLOR", "1")
    with console.progress(quiet=False) as tell:
        for done in range(3):
            tell("simulating", done, 3)
        tell("\x1b[2Jbad", 0, 0)
    assert terminal.text == "simulating ...\nbad ...\n"


def test_bars_draw_on_a_colour_terminal(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in (("TERM", "xterm"), ("LANG", "en_US.UTF-8"), ("COLUMNS", "100")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LC_ALL", raising=False)
    with console.progress(quiet=False) as tell:
        tell("simulating", 1, 2)
    assert "simulating" in terminal.text


def test_notes_go_to_stderr_unless_quiet(capsys):
    console.note("seed 7", quiet=False)
    console.note("seed 8", quiet=True)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "seed 7\n")
