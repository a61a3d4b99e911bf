"""Tables small enough to write down, with the methods that a likelihood uses."""

from dataclasses import dataclass, field

import numpy as np

TRUTH = {"toy_level": 2.0, "toy_growth": 1.3, "toy_scatter": 0.05}


@dataclass(frozen=True)
class ToyCard:
    nuisance: dict = field(default_factory=dict)


@dataclass(frozen=True)
class ToyTable:
    name: str
    card: ToyCard
    rows: tuple

    def column(self, name):
        return np.array([row[name] for row in self.rows])
