import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from forecast.posterior.likelihoods import serving_contrasts


def test_contrasts_have_the_density_of_nested_errors():
    """The plain twin: one normal vector with what rows of a setup have in common."""
    setup = np.array(["a", "b", "a", "c", "b", "a"])
    error, share, sd = np.random.default_rng(5).normal(size=6), 0.7, 0.3
    matrix, n_rows = serving_contrasts.setup_contrasts(setup)
    np.testing.assert_allclose(matrix @ matrix.T, np.eye(6), atol=1e-12)
    spread = sd * np.sqrt(serving_contrasts.setup_variance(share, n_rows))
    same = setup[:, None] == setup
    covariance = sd**2 * (share * same + (1 - share) * np.eye(6))
    assert norm.logpdf(matrix @ error, 0.0, spread).sum() == pytest.approx(
        multivariate_normal.logpdf(error, np.zeros(6), covariance)
    )


def test_leaving_out_a_study_silences_its_lines_alone():
    setup = np.array(["a | x", "b | x", "a | x", "a | y", "b | x"])
    out = np.array([True, False, True, True, False])
    doubt = serving_contrasts.doubt_without(out, setup)
    contrasts, _ = serving_contrasts.setup_contrasts(setup)
    silent = doubt == serving_contrasts.SILENT
    assert silent.sum() == 3
    assert (contrasts[silent][:, ~out] == 0.0).all()
    assert (contrasts[~silent][:, out] == 0.0).all()
    assert (serving_contrasts.doubt_without(out & False, setup) == 1.0).all()
