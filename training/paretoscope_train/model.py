"""The model: item vectors, a causal transformer over the history, query vectors, and head logits for candidates."""

import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    items: int
    tokens: int
    actions: int
    # Width of the learned part of an item vector; the bundle's vectors have one column more, the item's bias.
    width: int = 64
    hidden: int = 128
    layers: int = 2
    heads: int = 4
    dropout: float = 0.3
    input_dropout: float = 0.2


class ItemTable(nn.Module):
    """id embedding + mean of content embeddings, and a bias: [items, width + 1]. Folded into plain vectors at export."""

    def __init__(self, shape: Shape, flat: torch.Tensor, offsets: torch.Tensor, popularity: torch.Tensor, factor: torch.Tensor):
        super().__init__()
        self.id = nn.Parameter(factor.clone())
        self.content = nn.EmbeddingBag(shape.tokens, shape.width, mode="mean")
        nn.init.normal_(self.content.weight, std=0.02)
        # Starts at the log share of the training events, which is the best that can be said without a history.
        self.bias = nn.Parameter(popularity.clone())
        self.register_buffer("flat", flat)
        self.register_buffer("offsets", offsets)

    def forward(self) -> torch.Tensor:
        vectors = self.id + self.content(self.flat, self.offsets)
        return torch.cat([vectors, self.bias[:, None]], dim=1)


class Attention(nn.Module):
    """Causal attention whose bias falls with the distance in events and in pauses, at rates learned per head."""

    def __init__(self, hidden: int, heads: int, dropout: float):
        super().__init__()
        self.heads, self.size = heads, hidden // heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        # From a head that looks far back to one that looks at the last few events.
        self.event_rate = nn.Parameter(torch.linspace(-5.0, 0.0, heads))
        self.pause_rate = nn.Parameter(torch.linspace(-3.0, 0.0, heads))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, distance: torch.Tensor, pauses: torch.Tensor, future: torch.Tensor) -> torch.Tensor:
        batch, n = x.shape[0], x.shape[1]
        q, k, v = self.qkv(x).reshape(batch, n, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) / math.sqrt(self.size)
        scores = scores - distance * self.event_rate.exp()[:, None, None] - pauses[:, None] * self.pause_rate.exp()[:, None, None]
        weights = self.dropout(torch.softmax(scores + future, dim=-1))
        return self.out((weights @ v).transpose(1, 2).reshape(batch, n, self.heads * self.size))


class RecentItems(nn.Module):
    """
    Sums of the history's item vectors that fade with distance and pauses, at `RATES` learned half-lives; each event counts by what the user did.
    Against item vectors that factor an item-item matrix this is a recency-weighted neighbourhood model, from which training starts.
    """

    RATES = (0.7, 0.25, 0.08, 0.02)

    def __init__(self, shape: Shape, scale: float):
        super().__init__()
        self.log_rate = nn.Parameter(torch.tensor(self.RATES).log())
        self.log_pause_rate = nn.Parameter(torch.full((len(self.RATES),), -3.0))
        self.strength = nn.Linear(shape.actions + 1, len(self.RATES))
        nn.init.zeros_(self.strength.weight)
        nn.init.zeros_(self.strength.bias)
        first = torch.tensor([0.1, 1.0, 0.1, 0.02])
        self.scale = nn.Parameter(scale * first[:, None] * torch.ones(len(self.RATES), shape.width))

    def forward(self, items: torch.Tensor, acts: torch.Tensor, distance: torch.Tensor, pauses: torch.Tensor, future: torch.Tensor) -> torch.Tensor:
        strength = torch.exp(self.strength(acts)).transpose(1, 2)
        fade = -distance * self.log_rate.exp()[:, None, None] - pauses[:, None] * self.log_pause_rate.exp()[:, None, None] + future
        pooled = (torch.exp(fade) * strength[:, :, None, :]) @ items[:, None]
        return (pooled * self.scale[:, None, :]).sum(1)


class Block(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.norm_attention = nn.LayerNorm(shape.hidden)
        self.attention = Attention(shape.hidden, shape.heads, shape.dropout)
        self.norm_feed = nn.LayerNorm(shape.hidden)
        self.feed = nn.Sequential(nn.Linear(shape.hidden, 2 * shape.hidden), nn.SiLU(), nn.Dropout(shape.dropout), nn.Linear(2 * shape.hidden, shape.hidden))
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, x: torch.Tensor, distance: torch.Tensor, pauses: torch.Tensor, future: torch.Tensor) -> torch.Tensor:
        x = x + self.dropout(self.attention(self.norm_attention(x), distance, pauses, future))
        return x + self.dropout(self.feed(self.norm_feed(x)))


class Encoder(nn.Module):
    """
    items [B, n, width + 1], actions [B, n, A], masked [B, n], gaps [B, n] -> states [B, n, hidden], queries [B, n, width + 1].
    The actions stand beside the item on the feature axis, so the sequence stays n long; a hidden action is one more bit, which is not "none".
    """

    # Centres of the soft bins of log(1 + seconds): same moment, seconds, minutes, an hour, a day, a month.
    GAP_CENTRES = (0.0, 2.0, 4.0, 6.0, 8.0, 11.4, 14.8)
    # A gap of 30 minutes, in log(1 + seconds), half counts as a pause.
    PAUSE_AT = 7.5

    def __init__(self, shape: Shape, scale: float):
        super().__init__()
        self.item = nn.Linear(shape.width + 1, shape.hidden)
        self.action = nn.Linear(shape.actions + 1, shape.hidden, bias=False)
        self.gap = nn.Linear(len(self.GAP_CENTRES) + 1, shape.hidden, bias=False)
        self.register_buffer("centres", torch.tensor(self.GAP_CENTRES))
        self.dropout = nn.Dropout(shape.input_dropout)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.hidden)
        self.query = nn.Sequential(nn.Linear(shape.hidden, shape.hidden), nn.SiLU(), nn.Linear(shape.hidden, shape.width))
        nn.init.zeros_(self.query[2].weight)
        nn.init.zeros_(self.query[2].bias)
        self.recent = RecentItems(shape, scale)

    def forward(self, items: torch.Tensor, actions: torch.Tensor, masked: torch.Tensor, gaps: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        n = items.shape[1]
        shown = actions * (1.0 - masked)[..., None]
        untimed = (gaps < 0).to(items.dtype)
        bins = torch.exp(-0.5 * ((gaps[..., None] - self.centres) / 1.5) ** 2) * (1.0 - untimed)[..., None]
        acts = torch.cat([shown, masked[..., None]], -1)
        x = self.item(items) + self.action(acts) + self.gap(torch.cat([bins, untimed[..., None]], -1))
        x = self.dropout(x)
        place = torch.arange(n, device=items.device).to(items.dtype)
        distance = place[:, None] - place[None, :]
        future = (distance < 0).to(items.dtype) * -1e9
        distance = distance.clamp(min=0.0)
        # The gap stands before its event, so pauses between j and i are those of events j+1..i.
        passed = torch.cumsum(torch.sigmoid(2.0 * (gaps - self.PAUSE_AT)), dim=1)
        pauses = (passed[:, :, None] - passed[:, None, :]).clamp(min=0.0)
        for block in self.blocks:
            x = block(x, distance, pauses, future)
        states = self.norm(x)
        queries = self.query(states) + self.recent(items[..., :-1], acts, distance, pauses, future)
        return states, torch.cat([queries, torch.ones_like(gaps)[..., None]], -1)


class Scorer(nn.Module):
    """state [B, h], candidates [B, k, width + 1] -> logits [B, k, H]; each candidate is read alone."""

    def __init__(self, shape: Shape, base_rates: torch.Tensor):
        super().__init__()
        self.state = nn.Linear(shape.hidden, shape.hidden)
        self.candidate = nn.Linear(shape.width + 1, shape.hidden)
        self.match_state = nn.Linear(shape.hidden, shape.width)
        self.match = nn.Linear(shape.width, shape.hidden)
        self.dropout = nn.Dropout(shape.dropout)
        self.out = nn.Linear(shape.hidden, len(base_rates))
        with torch.no_grad():
            self.out.bias.copy_(torch.logit(base_rates.clamp(1e-4, 1 - 1e-4)))

    def forward(self, state: torch.Tensor, candidates: torch.Tensor) -> torch.Tensor:
        product = self.match_state(state)[:, None] * candidates[..., :-1]
        z = self.state(state)[:, None] + self.candidate(candidates) + self.match(product)
        return self.out(self.dropout(functional.silu(z)))


class Model(nn.Module):
    def __init__(self, shape: Shape, flat: torch.Tensor, offsets: torch.Tensor, popularity: torch.Tensor, factor: torch.Tensor, base_rates: torch.Tensor):
        super().__init__()
        self.shape = shape
        self.table = ItemTable(shape, flat, offsets, popularity, factor)
        self.encoder = Encoder(shape, scale=8.0)
        self.scorer = Scorer(shape, base_rates)
