"""Rules of thumb to hold the learned serving model against: the same formulas, nothing learned.

Each is a full set of the quantities that the fit would learn, so a baseline is predicted by the
very same functions: no waiting, hard roofs, and a stated share of each peak.
"""

from __future__ import annotations

from collections.abc import Mapping

# Nothing waits and nothing differs between models; a soft roof of 64 is a hard one within 1.1 %.
_ROOFLINE = {
    "hop_latency_seconds": 0.0,
    "layer_latency_seconds": 0.0,
    "fixed_step_seconds": 0.0,
    "roofline_sharpness": 64.0,
    "reserved_memory_share": 0.1,
    "dense_flop_gain": 1.0,
    "balance_exponent": 0.0,
    "half_share_width": 0.0,
    "expert_waiting_gain": 1.0,
    "link_share": 1e12,  # links so fast that chips exchange for nothing
    "expert_link_share": 1e12,
}
# What tables leave out: a cache of the width of the usual 16-bit one, and memory filled up.
UNRECORDED: Mapping[str, float] = {
    "unrecorded_kv_bits": 16.0, "batch_share": 1.0, "waiting_growth_per_year_back": 1.0,
    "held_output_share": 1.0, "amd_flop_gain": 1.0,
}  # fmt: skip


def roofline(flop_share: float, bandwidth_share: float) -> dict[str, float]:
    """Quantities of a roofline at stated shares of both peaks.

    Parameters
    ----------
    flop_share, bandwidth_share : float, 1
        Of peak arithmetic, writing and reading alike, and of peak memory bandwidth.

    Returns
    -------
    dict of str to float
        What `step_time` takes, by the names of the cards.

    Examples
    --------
    >>> roofline(0.6, 0.7)["prefill_flop_share"]
    0.6
    """
    return _ROOFLINE | {
        "decode_flop_share": flop_share,
        "prefill_flop_share": flop_share,
        "decode_bandwidth_share": bandwidth_share,
    }


BASELINES: Mapping[str, Mapping[str, float]] = {
    "full_peak": roofline(1.0, 1.0),
    "flop_60_bandwidth_70": roofline(0.6, 0.7),
}
