"""Arithmetic and cache of one request of a measured row."""

from __future__ import annotations

from typing import Any

from forecast.serving.tokens import decode_flop_per_token, reading_flop_per_token

EXPANDED_HEAD_DIM = 128.0  # of the heads that a latent cache is expanded to: DeepSeek-V3, Kimi K2
ALL_ATTENDED = 1.0  # where a row says nothing else


def attended_share(row: Any) -> float:
    """Share of the context that attention reads, 1: less than all where it is sparse."""
    return row.get("attended_share") or ALL_ATTENDED


def attention_width(row: Any) -> float:
    """Width in the attention term of writing, count.

    Parameters
    ----------
    row : Row
        Measured row.

    Returns
    -------
    float, 1
        Heads times head width. With a latent cache each head works on the latent vector itself
        (keys of rank + rotary width, values of rank): the mean of the two widths.

    Examples
    --------
    >>> attention_width({"n_heads": 64.0, "head_dim": 128.0, "kv_lora_rank": None})
    8192.0
    """
    if row["kv_lora_rank"] is None:
        return row["n_heads"] * row["head_dim"]
    return row["n_heads"] * (2.0 * row["kv_lora_rank"] + row["rope_head_dim"]) / 2.0


def reading_width(row: Any) -> float:
    """Width in the attention term of reading, count.

    Parameters
    ----------
    row : Row
        Measured row.

    Returns
    -------
    float, 1

    Examples
    --------
    DeepSeek-V3, 128 heads of 128 with 64 rotary values:

    >>> reading_width({"n_heads": 128.0, "kv_lora_rank": 512.0, "rope_head_dim": 64.0})
    20480.0
    """
    if row["kv_lora_rank"] is None:
        return attention_width(row)
    return row["n_heads"] * (EXPANDED_HEAD_DIM + row["rope_head_dim"] / 2.0)


def reading_flop(
    row: Any, model: dict[str, Any], context: float, cached_share: float, n_tokens: float
) -> float:
    """Arithmetic of reading some tokens, FLOP.

    Parameters
    ----------
    row : Row
        Measured row.
    model : dict
        Its model, as fields of `Rows`.
    context : float, token
        Length of the whole input.
    cached_share : float, 1
        Share of it found in a prefix cache.
    n_tokens : float, token
        Tokens read, cached ones counted.

    Returns
    -------
    float, FLOP

    Notes
    -----
    Reading expands a latent cache to heads again, keys of head and rotary width, values of a head.
    """
    return reading_flop_per_token(
        n_active_parameters=row["n_active_parameters"],
        n_layers=model["n_layers"],
        d_model=reading_width(row),
        context_tokens=context,
        attended_share=attended_share(row),
        input_tokens_per_output_token=n_tokens,
        cached_input_share=cached_share,
    )


def request(row: Any, model: dict[str, Any]) -> dict[str, Any]:
    """Cache of a request of known lengths: read at half-written, held at full length.

    Parameters
    ----------
    row : Row
        Measured row.
    model : dict
        Its model, as fields of `Rows`.

    Returns
    -------
    dict
        Fields of `Rows`.
    """
    mean_context = row["input_tokens"] + row["output_tokens"] / 2.0
    full = row["input_tokens"] + row["output_tokens"]
    return held(row, model, mean_context) | {"held_tokens": full}


def held(row: Any, model: dict[str, Any], context: float) -> dict[str, Any]:
    """Cache of a request of which the mean context is known.

    Parameters
    ----------
    row : Row
        Measured row.
    model : dict
        Its model, as fields of `Rows`.
    context : float, token

    Returns
    -------
    dict
        Fields of `Rows`.
    """
    return {
        "decode_flop": decode_flop(row, model, context),
        "read_tokens": attended_share(row) * context,
        "held_tokens": context,
        "staggered_tokens": 0.0,
    }


def decode_flop(row: Any, model: dict[str, Any], context: float) -> float:
    """Arithmetic of writing one token, FLOP/token.

    Parameters
    ----------
    row : Row
        Measured row.
    model : dict
        Its model, as fields of `Rows`.
    context : float, token

    Returns
    -------
    float, FLOP/token
    """
    return decode_flop_per_token(
        n_active_parameters=row["n_active_parameters"],
        n_layers=model["n_layers"],
        d_model=attention_width(row),
        context_tokens=context,
        attended_share=attended_share(row),
    )
