"""From a state to query vectors: fading sums of recent items, conditions on outcome, topic and time offset, and the long-term user embedding."""

import torch
from torch import nn
from torch.nn import functional

from .trunk import FAR, Shape, shown

# A gap of 30 minutes, in log(1 + seconds), half counts as a pause.
PAUSE_AT = 7.5


class RecentItems(nn.Module):
    """
    Sum of the history's item vectors that fades with distance and pauses, at `RATES` learned half-lives; each event counts by what the user did.
    Against item vectors that factor an item-item matrix this is a recency-weighted neighbourhood model, from which training starts.
    """

    RATES = (0.7, 0.25, 0.08, 0.02)
    FIRST = (0.1, 1.0, 0.1, 0.02)

    def __init__(self, shape: Shape):
        super().__init__()
        self.log_rate = nn.Parameter(torch.tensor(self.RATES).log())
        self.log_pause_rate = nn.Parameter(torch.full((len(self.RATES),), -3.0))
        self.strength = nn.Linear(shape.actions + 1, len(self.RATES))
        nn.init.zeros_(self.strength.weight)
        with torch.no_grad():
            self.strength.bias.copy_(torch.tensor(self.FIRST).log())

    def forward(self, items: torch.Tensor, actions: torch.Tensor, masked: torch.Tensor, gaps: torch.Tensor) -> torch.Tensor:
        strength = torch.exp(self.strength(shown(actions, masked))).transpose(1, 2)
        place = torch.arange(items.shape[1]).to(items.dtype)
        distance = place[:, None] - place[None, :]
        future = (distance < 0).to(items.dtype) * FAR
        # The gap stands before its event, so pauses between j and i are those of events j+1..i.
        passed = torch.cumsum(torch.sigmoid(2.0 * (gaps - PAUSE_AT)), dim=1)
        pauses = (passed[:, :, None] - passed[:, None, :]).clamp(min=0.0)[:, None]
        fade = future - distance.clamp(min=0.0) * self.log_rate.exp()[:, None, None] - pauses * self.log_pause_rate.exp()[:, None, None]
        return (torch.exp(fade) * strength[:, :, None, :]).sum(1) @ items


class QueryHead(nn.Module):
    """
    state [B, w], recent [B, d], outcomes [B, Q, A], topics [B, Q], offsets [B, Q] -> queries [B, Q, d]; the retrieval score is the dot product with
    an item vector. Outcomes of all zeros, topic 0 and offset 0 are no condition.
    """

    def __init__(self, shape: Shape, scale: float):
        super().__init__()
        w, d = shape.hidden, shape.width
        self.outcome = nn.Parameter(0.02 * torch.randn(shape.actions, w))
        self.free = nn.Parameter(torch.zeros(w))
        self.topic = nn.Embedding(shape.topics, w)
        self.offset = nn.Embedding(shape.offsets, w)
        nn.init.normal_(self.topic.weight, std=0.02)
        nn.init.normal_(self.offset.weight, std=0.02)
        # Linear([state ; c]), its two halves apart so that the state's is computed once for all queries.
        self.from_state = nn.Linear(w, w)
        self.from_condition = nn.Linear(w, w, bias=False)
        self.down = nn.Linear(w, d)
        # What a condition adds whatever the state is: the centre of a topic, the items that an outcome prefers.
        self.direct = nn.Linear(w, d, bias=False)
        self.keep = nn.Linear(w, d)
        for zero in (self.down.weight, self.down.bias, self.direct.weight, self.keep.weight):
            nn.init.zeros_(zero)
        nn.init.constant_(self.keep.bias, 1.0)
        self.scale = nn.Parameter(torch.tensor(scale))

    def forward(self, state: torch.Tensor, recent: torch.Tensor, outcomes: torch.Tensor, topics: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        free = 1.0 - outcomes.sum(-1, keepdim=True)
        condition = outcomes @ self.outcome + free * self.free + self.topic(topics) + self.offset(offsets)
        hidden = functional.silu(self.from_state(state)[:, None] + self.from_condition(condition))
        own = self.down(hidden) + self.direct(condition)
        return self.scale * (own + recent[:, None] * self.keep(condition))


class Perceptron(nn.Module):
    """w -> w, SiLU, -> out: the heads of a candidate, and the long-term user embedding before its norm."""

    def __init__(self, hidden: int, out: int):
        super().__init__()
        self.up = nn.Linear(hidden, hidden)
        self.down = nn.Linear(hidden, out)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.down(functional.silu(self.up(x)))
