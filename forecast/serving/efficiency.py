"""How the model that does the job gets smaller after the first human-level one.

One accounting: these three factors are the only efficiency gains. Price declines at a given
capability are their consequence and are never counted again.
"""

from __future__ import annotations

import numpy as np

from forecast.quantities import Amount


def log10_algorithmic_gain(log_uncapped_gain: Amount, ceiling_log10: Amount) -> Amount:
    """Cumulative algorithmic gain on the inference side since the first human-level model, log10.

    Parameters
    ----------
    log_uncapped_gain : float or array, natural log
        What the trend of the gain (`trends.log_slowing_growth`) adds from the human-level date on,
        zero or more: parameters a token for the same capability would fall by exp of this.
    ceiling_log10 : float or array, 1
        Gain that is approached and never passed.

    Returns
    -------
    float or array, 1
        C (1 - exp(-x / C)), x the uncapped gain in log10: equation 9, where x = g t'.

    Examples
    --------
    >>> round(float(log10_algorithmic_gain(np.log(2.0), 1e6)), 6)
    0.30103
    """
    uncapped_log10 = log_uncapped_gain / np.log(10.0)
    return ceiling_log10 * (1.0 - np.exp(-uncapped_log10 / ceiling_log10))


def distillation_divisor(compression: Amount, retained_share: Amount) -> Amount:
    """Factor by which distillation shrinks a model of given quality, 1.

    Parameters
    ----------
    compression : float or array, 1
        Teacher size over student size.
    retained_share : float or array, 1
        Share kept, at that compression, of what the teacher gained over a plain model of the
        student's size; quality is taken as linear in log size.

    Returns
    -------
    float or array, 1
        c^keep: a student that keeps all is worth the full compression, one that keeps nothing is
        worth none.

    References
    ----------
    fedus2021, table 6: 5x smaller keeps 37 %.

    Examples
    --------
    >>> round(distillation_divisor(compression=5.0, retained_share=0.37), 2)
    1.81
    """
    return compression**retained_share


def retained_parameter_share(bits: Amount, precision_decay_bits: Amount) -> Amount:
    """Share of parameters that still count when weights have so many bits, 1.

    Parameters
    ----------
    bits : float or array, bit
        Bits a weight.
    precision_decay_bits : float or array, bit
        Bits in which the lost share falls by a factor e.

    Returns
    -------
    float or array, 1
        1 - exp(-bits / decay).

    References
    ----------
    kumar2024, equation for the effective parameter count.

    Examples
    --------
    >>> round(float(retained_parameter_share(bits=8.0, precision_decay_bits=2.0)), 3)
    0.982
    """
    return 1.0 - np.exp(-bits / precision_decay_bits)


def dense_equivalent_parameters(
    size_at_human_level: Amount,
    log10_gain: Amount,
    distillation_divisor: Amount,
    retained_parameter_share: Amount,
) -> Amount:
    """Size of a dense model that does the job at a date, parameter.

    Parameters
    ----------
    size_at_human_level : float or array, parameter
        Dense-equivalent size of the first human-level model at full precision.
    log10_gain : float or array, 1
        Algorithmic gain since then.
    distillation_divisor : float or array, 1
        1 until distilled models are out.
    retained_parameter_share : float or array, 1
        Of the precision served; what it loses is made up by size.

    Returns
    -------
    float or array, parameter
        N_dense(t) of equation 9.

    Examples
    --------
    >>> dense_equivalent_parameters(1e13, 1.0, 2.0, 0.5)
    1000000000000.0
    """
    shrunk = size_at_human_level * 10.0 ** (-log10_gain) / distillation_divisor
    return shrunk / retained_parameter_share
