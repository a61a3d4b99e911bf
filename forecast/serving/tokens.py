"""Arithmetic of writing one token, and of reading what it needs read."""

from __future__ import annotations

from forecast.quantities import Amount


def decode_flop_per_token(
    n_active_parameters: Amount,
    n_layers: Amount,
    d_model: Amount,
    context_tokens: Amount,
    attended_share: Amount,
) -> Amount:
    """Arithmetic to generate one token, FLOP/token.

    Parameters
    ----------
    n_active_parameters : float or array, parameter
        Weights used per token.
    n_layers, d_model : float or array, 1
        Layers and width.
    context_tokens : float or array, token
        Context in use.
    attended_share : float or array, 1
        Share of the context that a token's attention really reads.

    Returns
    -------
    float or array, FLOP/token
        2 N + 4 L d S a: one multiply and one add per weight, and per cached key and value.

    References
    ----------
    kaplan2020, table 1.

    Examples
    --------
    >>> decode_flop_per_token(175e9, 96.0, 12288.0, 0.0, 1.0)
    350000000000.0
    """
    return 2.0 * n_active_parameters + 4.0 * n_layers * d_model * context_tokens * attended_share


def reading_flop_per_token(
    n_active_parameters: Amount,
    n_layers: Amount,
    d_model: Amount,
    context_tokens: Amount,
    attended_share: Amount,
    input_tokens_per_output_token: Amount,
    cached_input_share: Amount,
) -> Amount:
    """Arithmetic of reading the input that goes with one generated token, FLOP/token.

    Parameters
    ----------
    n_active_parameters, n_layers, d_model, context_tokens, attended_share : float or array
        As in `decode_flop_per_token`.
    input_tokens_per_output_token : float or array, 1
        Tokens read per token written.
    cached_input_share : float or array, 1
        Share of them found in a prefix cache; they cost no arithmetic.

    Returns
    -------
    float or array, FLOP/token
        (1 - h) rho (2 N + 2 L d S (1 + h) a).

    Notes
    -----
    The uncached part is read last, so its positions run from h S to S and its mean context is
    S (1 + h) / 2.

    Examples
    --------
    >>> reading_flop_per_token(1e9, 10.0, 100.0, 1000.0, 1.0, 10.0, 1.0)
    0.0
    """
    read_tokens = (1.0 - cached_input_share) * input_tokens_per_output_token
    mean_attention = (
        2.0 * n_layers * d_model * context_tokens * (1.0 + cached_input_share) * attended_share
    )
    return read_tokens * (2.0 * n_active_parameters + mean_attention)
