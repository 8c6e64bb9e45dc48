"""The model: item vectors, the shared trunk, and what is read from its states."""

import torch
from torch import nn
from torch.nn import functional

from .items import ItemTable
from .query import Perceptron, QueryHead, RecentItems
from .trunk import Shape, Trunk

__all__ = ["Model", "Shape"]


class Model(nn.Module):
    """One trunk for retrieval and ranking (docs/bundle-format.md says what each graph computes)."""

    def __init__(self, shape: Shape, table: ItemTable, base_rates: torch.Tensor, scale: float = 8.0):
        super().__init__()
        self.shape = shape
        self.table = table
        self.trunk = Trunk(shape)
        self.recent = RecentItems(shape)
        self.query = QueryHead(shape, scale)
        self.head = Perceptron(shape.hidden, shape.actions)
        with torch.no_grad():
            self.head.down.weight.mul_(0.1)
            self.head.down.bias.copy_(torch.logit(base_rates.clamp(1e-4, 1 - 1e-4)))
        self.user = Perceptron(shape.hidden, shape.width)
        # Temperature of the user embedding's softmax; of no use at serving, where only the order counts.
        self.log_user_scale = nn.Parameter(torch.tensor(10.0).log())

    def user_embedding(self, states: torch.Tensor) -> torch.Tensor:
        return functional.normalize(self.user(states), dim=-1)

    def plain_query(self, state: torch.Tensor, recent: torch.Tensor) -> torch.Tensor:
        """The query without any condition: state [P, w], recent [P, d] -> [P, d]."""
        none = torch.zeros(len(state), 1, dtype=torch.long)
        return self.query(state, recent, torch.zeros(len(state), 1, self.shape.actions), none, none)[:, 0]
