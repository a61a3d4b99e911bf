"""Training against inference: how compute is split, and what trading one for the other changes.

Equation 13. Quality can be bought with training or with inference: so many factors of ten more of
inference stand in for one factor of ten less of training. Whoever pays for both moves compute until
the last step saves as much of one as it costs of the other.
"""

from __future__ import annotations

import numpy as np

from forecast.quantities import Amount


def log_odds_of_inference(
    share_today: Amount, share_at_human_level: Amount, elapsed_share: Amount
) -> Amount:
    """Log odds of the share of compute that serves, on its way to that of human-level models, 1.

    Parameters
    ----------
    share_today, share_at_human_level : float or array, 1
        Between 0 and 1, ends excluded.
    elapsed_share : float or array, 1
        Elapsed part of the time until the first human-level model, 0 to 1.

    Returns
    -------
    float or array, 1
        Linear in time.

    Examples
    --------
    >>> round(float(log_odds_of_inference(0.5, 0.9, 0.5)), 3)
    1.099
    """
    start = np.log(share_today / (1.0 - share_today))
    end = np.log(share_at_human_level / (1.0 - share_at_human_level))
    return start + (end - start) * elapsed_share


def best_log10_training_saved(
    log_odds: Amount, log10_inference_per_log10_training: Amount
) -> Amount:
    """Factors of ten less of training at which training and inference together cost least, 1.

    Parameters
    ----------
    log_odds : float or array, 1
        Natural log of inference over training before the trade.
    log10_inference_per_log10_training : float or array, 1
        Exchange rate k.

    Returns
    -------
    float or array, 1
        x = -(log10(I / T) + log10 k) / (1 + k), where T 10^-x = k I 10^(k x): the slopes of the
        two bills are equal. Negative where more training saves inference.

    Examples
    --------
    Equal bills and an exchange of one for one are best left alone:

    >>> abs(float(best_log10_training_saved(0.0, 1.0)))
    0.0
    """
    k = log10_inference_per_log10_training
    return -(log_odds / np.log(10.0) + np.log10(k)) / (1.0 + k)


def log_odds_after_trade(
    log_odds: Amount, log10_training_saved: Amount, log10_inference_per_log10_training: Amount
) -> Amount:
    """Log odds of the share that serves once compute was moved, 1.

    Parameters
    ----------
    log_odds : float or array, 1
        Before.
    log10_training_saved : float or array, 1
        Factors of ten x.
    log10_inference_per_log10_training : float or array, 1
        Exchange rate k.

    Returns
    -------
    float or array, 1
        Inference grows by 10^(k x) and training falls by 10^x: both raise the odds. At the best x
        the odds are 1 / k whatever they were.

    Examples
    --------
    >>> x = best_log10_training_saved(log_odds=3.0, log10_inference_per_log10_training=1.5)
    >>> odds = float(np.exp(log_odds_after_trade(3.0, x, 1.5)))
    >>> round(odds, 6)
    0.666667
    """
    k = log10_inference_per_log10_training
    return log_odds + np.log(10.0) * (1.0 + k) * log10_training_saved


def share_of_log_odds(log_odds: Amount) -> Amount:
    """Share with given log odds, 1.

    Parameters
    ----------
    log_odds : float or array, 1

    Returns
    -------
    float or array, 1
        1 / (1 + exp(-odds)).

    Examples
    --------
    >>> float(share_of_log_odds(0.0))
    0.5
    """
    return 1.0 / (1.0 + np.exp(-log_odds))


def compute_after_trade(
    share: Amount, log10_training_saved: Amount, log10_inference_per_log10_training: Amount
) -> Amount:
    """All compute after the trade over all compute before, at equal quality, 1.

    Parameters
    ----------
    share : float or array, 1
        That served before.
    log10_training_saved : float or array, 1
        Factors of ten x.
    log10_inference_per_log10_training : float or array, 1
        Exchange rate k.

    Returns
    -------
    float or array, 1
        s 10^(k x) + (1 - s) 10^-x.

    Examples
    --------
    >>> round(compute_after_trade(0.5, 0.0, 1.5), 6)
    1.0
    """
    k, x = log10_inference_per_log10_training, log10_training_saved
    return share * 10.0 ** (k * x) + (1.0 - share) * 10.0 ** (-x)
