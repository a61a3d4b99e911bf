"""How the sampler is set: part of the key of a stored posterior."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

SHORT_STEPS_ACCEPT = 0.99  # acceptance of a second try, after divergences


@dataclass(frozen=True)
class Sampler:
    """Settings of the sampler.

    Parameters
    ----------
    chains, draws, tune : int
        Chains, kept draws and warm-up draws of each.
    target_accept : float
        Acceptance the step size is tuned to.
    max_depth : int
        Most doublings of a trajectory.
    """

    chains: int
    draws: int
    tune: int
    target_accept: float
    max_depth: int

    @property
    def total_draws(self) -> int:
        """Draws of all chains, warm-up included."""
        return self.chains * (self.draws + self.tune)

    def accepting(self, target_accept: float | None) -> Sampler:
        """The same settings tuned to another acceptance; unchanged without one."""
        return self if target_accept is None else replace(self, target_accept=target_accept)

    def with_shorter_steps(self) -> Sampler:
        """The same settings with the step size tuned to a higher acceptance."""
        return replace(self, target_accept=max(self.target_accept, SHORT_STEPS_ACCEPT))

    def as_dict(self) -> dict[str, float]:
        """The settings as plain numbers."""
        return asdict(self)


# 10,000 draws put the Monte Carlo error of a probability near 0.005; short steps (a high
# acceptance) because one divergence is enough to refuse a posterior.
SAMPLER = Sampler(chains=4, draws=2500, tune=500, target_accept=0.95, max_depth=10)
# What only predictions of rows need (noise, effects of groups) is stored for every twentieth draw:
# the noise of a new row is drawn afresh beside it, and files stay small.
THINNING = 20
