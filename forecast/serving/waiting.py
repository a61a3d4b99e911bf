"""What a decode step waits whatever its batch: kernels of each layer, collectives, and the step."""

from __future__ import annotations

import numpy as np

from forecast.quantities import Amount


def layer_waiting_seconds(
    layer_latency_seconds: Amount, expert_waiting_gain: Amount, is_dense: Amount
) -> Amount:
    """What a layer's own kernels wait, s.

    Parameters
    ----------
    layer_latency_seconds : float or array, s
        Of a layer of a dense model.
    expert_waiting_gain : float or array, 1
        Factor for a mixture of experts: routing, sorting and many small products a layer.
    is_dense : float or array, 1
        1 where it is, else 0.

    Returns
    -------
    float or array, s

    Examples
    --------
    >>> layer_waiting_seconds(3e-5, 2.0, 0.0)
    6e-05
    """
    return layer_latency_seconds * expert_waiting_gain ** (1.0 - is_dense)


def waiting_seconds(
    n_layers: Amount,
    n_chips: Amount,
    layer_latency_seconds: Amount,
    hop_latency_seconds: Amount,
    fixed_step_seconds: Amount,
) -> Amount:
    """What a decode step waits whatever its batch, s.

    Parameters
    ----------
    n_layers : float or array, 1
    n_chips : float or array, chip
        Chips that share each layer.
    layer_latency_seconds, hop_latency_seconds : float or array, s
        Of a layer's own kernels, and of one hop of its collectives.
    fixed_step_seconds : float or array, s
        Of the step.

    Returns
    -------
    float or array, s
        L (layer + hops(n) hop) + fixed.

    Examples
    --------
    >>> round(float(waiting_seconds(80.0, 4.0, 1e-4, 1e-5, 1e-3)), 6)
    0.0106
    """
    a_layer = layer_latency_seconds + hops(n_chips=n_chips) * hop_latency_seconds
    return n_layers * a_layer + fixed_step_seconds


def hops(n_chips: Amount) -> Amount:
    """Steps of the collective that joins the chips of one placement after a layer, count.

    Parameters
    ----------
    n_chips : float or array, chip
        Chips that hold one copy of the weights together.

    Returns
    -------
    float or array, 1
        log2(n): zero on one chip, one more for each doubling (a tree all-reduce).

    References
    ----------
    erdil2025, section on network latency.

    Examples
    --------
    >>> float(hops(n_chips=8.0))
    3.0
    """
    return np.log(n_chips) / np.log(2.0)
