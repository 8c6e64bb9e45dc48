"""What the place of an item adds to its head logits in training and not at serving."""

import numpy as np
import torch
from torch import nn

class Places(nn.Module):
    """
    A logit per place and head that is learned beside the model: row 0 for events of the past, then the places of a slate, whose mean is held at 0. A logged slate
    is looked at less the further down, and ordered by what the heads of its time thought; without this term the heads would learn both. Served logits are
    those of a slate's average place.
    """

    def __init__(self, logits: np.ndarray):
        """`logits` [1 + places, A]: of the past, and of each place of a logged slate where there are any."""
        super().__init__()
        rows = torch.from_numpy(logits.astype(np.float32))
        self.slates = len(rows) > 1
        self.middle = rows[1:].mean(0) if self.slates else rows[0]
        self.added = nn.Parameter(rows - self.middle)

    def forward(self, place: torch.Tensor) -> torch.Tensor:
        """`place` [...]: 0 for the past -> [..., A]."""
        if not self.slates:
            return torch.zeros(self.added.shape[1])
        past, places = self.added[:1], self.added[1:]
        return torch.cat([past, places - places.mean(0)])[place]
