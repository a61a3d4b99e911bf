import numpy as np
import pytest

from forecast.timeline import first_date as fd

ALL = np.array([True, True, True, True])


def run(dates, wage, bill=None, hardware=None, arrival=None, uses=ALL):
    dates = np.asarray(dates, dtype=float)
    good = np.ones_like(dates)
    margins = np.array(
        [
            np.where(dates >= (dates[0] if arrival is None else arrival), np.inf, -np.inf),
            wage,
            good if bill is None else bill,
            good if hardware is None else hardware,
        ],
        dtype=float,
    )
    return fd.first_date(dates, margins, len(dates), uses)


def test_crossing_is_placed_inside_the_year():
    assert run([2026, 2027, 2028], [-1.0, 3.0, 4.0])[0] == 2026.25


def test_the_last_of_several_tests_decides_and_is_named():
    found, binding, closes = run([2026, 2027], [-1.0, 3.0], bill=[-1.0, 1.0])
    assert (found, fd.BINDING_NAMES[binding], closes) == (2026.5, "bill", False)


def test_nothing_comes_before_the_arrival():
    found, binding, _ = run([2026, 2026.5, 2027], [1, 1, 1], arrival=2026.5)
    assert (found, fd.BINDING_NAMES[binding]) == (2026.5, "arrival")


def test_all_true_from_the_start_binds_nothing():
    found, binding, _ = run([2026, 2027], [1, 1])
    assert (found, fd.BINDING_NAMES[binding]) == (2026.0, "none")


def test_never_is_infinite_not_the_first_year():
    assert run([2026, 2027, 2028], [-1, -1, -1]) == (np.inf, fd.NONE, False)


def test_a_window_inside_one_year_that_the_tests_share():
    found, _, closes = run([2026, 2027], [-1.0, 3.0], bill=[1.0, -1.0])
    assert (found, closes) == (2026.25, True)


def test_windows_that_do_not_overlap_are_no_date():
    assert run([2026, 2027], [-3.0, 1.0], bill=[1.0, -1.0])[0] == np.inf


def test_minus_infinity_crosses_at_the_later_date():
    assert run([2026, 2027], [-np.inf, 1.0])[0] == 2027.0


def test_the_horizon_itself_is_never():
    assert run([2100, 2101], [-np.inf, 1.0]) == (np.inf, fd.NONE, False)
    assert run([2100, 2101], [1, 1], arrival=2101) == (np.inf, fd.NONE, False)
    assert run([2100, 2101], [-1.0, 1.0])[0] == 2100.5


def test_a_copy_that_no_hardware_could_serve_waited_for_speed():
    low = -np.inf
    found, binding, _ = run([2026, 2027], [low, 1], bill=[low, 1], hardware=[low, 1])
    assert (found, fd.BINDING_NAMES[binding]) == (2027.0, "speed")
    margins = np.array([[np.inf], [low], [low], [low]])
    assert fd.BINDING_NAMES[fd.worst_test(margins, 0, ALL)] == "speed"


def test_closing_later_is_seen():
    found, _, closes = run([2026, 2027, 2028], [1.0, 1.0, -1.0])
    assert (found, closes) == (2026.0, True)


def test_tests_out_of_use_do_not_count():
    uses = np.array([False, True, False, False])
    assert run([2026, 2027], [1, 1], bill=[-1, -1], arrival=2090, uses=uses)[0] == 2026.0


def test_a_plain_loop_over_a_fine_grid_agrees():
    rng = np.random.default_rng(0)
    dates = np.arange(2026.0, 2036.0)
    for _ in range(300):
        margins = rng.normal(0, 1, (3, len(dates))) - 0.6
        found = run(dates, *margins)[0]
        fine = np.linspace(2026, 2035, 90_001)
        worst = np.min([np.interp(fine, dates, m) for m in margins], axis=0)
        holds = fine[worst >= 0]
        if len(holds):
            assert found == pytest.approx(holds[0], abs=2e-4)
        else:
            # A window narrower than the grid may be missed by the grid, never the reverse.
            assert found == np.inf or np.interp(found, fine, worst) > -1e-3


@pytest.mark.parametrize(
    ("wage", "hardware", "expected"),
    [(-1, -2, "hardware"), (-3, -2, "wage"), (1, 1, "none")],
)
def test_worst_test_is_the_lowest_margin(wage, hardware, expected):
    margins = np.array([[np.inf], [wage], [1.0], [hardware]], dtype=float)
    assert fd.BINDING_NAMES[fd.worst_test(margins, 0, ALL)] == expected


def test_the_arrival_is_worst_only_when_all_else_holds():
    margins = np.array([[-np.inf], [1.0], [1.0], [1.0]])
    assert fd.BINDING_NAMES[fd.worst_test(margins, 0, ALL)] == "arrival"
    margins[2] = -0.1
    assert fd.BINDING_NAMES[fd.worst_test(margins, 0, ALL)] == "bill"
