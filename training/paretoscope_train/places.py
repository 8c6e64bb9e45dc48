"""What the place of an item adds to its head logits in training and not at serving."""

import numpy as np
import torch
from torch import nn

from .data import Dataset
from .windows import SlateSource

# Rates are kept away from 0 and 1 by this before a logit is taken.
LEAST = 1e-4


def logit(rates: np.ndarray) -> torch.Tensor:
    return torch.logit(torch.from_numpy(np.asarray(rates, np.float32)).clamp(LEAST, 1 - LEAST))


def slate_rates(dataset: Dataset, source: SlateSource) -> np.ndarray | None:
    """How often each action came of the items of slates that may be learned from, by place [places, A]; none without logged slates."""
    slates = dataset.slates
    if slates is None or len(source.learned) == 0:
        return None
    most = min(source.most, int(np.diff(slates.start).max()))
    first, length = slates.start[source.learned], np.diff(slates.start)[source.learned]
    found = [slates.actions[first[length > place] + place] for place in range(most)]
    base = slates.actions.mean(0)
    return np.stack([(part.sum(0) + 20 * base) / (len(part) + 20) for part in found])


class Places(nn.Module):
    """
    A logit per place and head that is learned beside the model: row 0 for events of the past, then the places of a slate, whose mean is held at 0. A logged slate
    is looked at less the further down, and ordered by what the heads of its time thought; without this term the heads would learn both. Served logits are
    those of a slate's average place.
    """

    def __init__(self, past: np.ndarray, places: np.ndarray | None):
        super().__init__()
        rows = logit(past)[None] if places is None else torch.cat([logit(past)[None], logit(places)])
        self.middle = rows[0] if places is None else rows[1:].mean(0)
        self.added = nn.Parameter(rows - self.middle)
        self.slates = places is not None

    def forward(self, place: torch.Tensor) -> torch.Tensor:
        """`place` [...]: 0 for the past -> [..., A]."""
        if not self.slates:
            return torch.zeros(self.added.shape[1])
        past, places = self.added[:1], self.added[1:]
        return torch.cat([past, places - places.mean(0)])[place]
