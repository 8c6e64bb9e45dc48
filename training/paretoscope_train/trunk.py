"""The trunk that both stages share: a causal transformer over the history whose keys and values candidates attend to."""

import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

ACTION_WIDTH = 32
# Centres of the soft bins of log(1 + seconds): same moment, seconds, minutes, an hour, a day, a month.
GAP_CENTRES = (0.0, 2.0, 4.0, 6.0, 8.0, 11.4, 14.8)
FAR = -1e9
# How much louder than usual queries and keys start.
LIKENESS = 2.0


@dataclass(frozen=True)
class Shape:
    actions: int
    surfaces: int
    topics: int
    offsets: int
    # Of an item vector.
    width: int = 64
    hidden: int = 128
    layers: int = 2
    heads: int = 4
    dropout: float = 0.2
    input_dropout: float = 0.1


class Block(nn.Module):
    """Pre-norm attention whose score falls with the distance in events, at a rate learned per head, and a feed-forward part."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.heads, self.size = shape.heads, shape.hidden // shape.heads
        self.norm1 = nn.LayerNorm(shape.hidden)
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        # From a head that looks far back to one that looks at the last few events.
        self.event_rate = nn.Parameter(torch.linspace(-6.0, 0.0, shape.heads))
        # Attention starts as a measure of likeness: a token looks for tokens like itself, which is what scoring a candidate against a history needs.
        with torch.no_grad():
            self.qkv.weight[: shape.hidden] *= LIKENESS
            self.qkv.weight[shape.hidden : 2 * shape.hidden] = self.qkv.weight[: shape.hidden]
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden)
        self.up = nn.Linear(shape.hidden, 2 * shape.hidden)
        self.down = nn.Linear(2 * shape.hidden, shape.hidden)
        self.dropout = nn.Dropout(shape.dropout)

    def project(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Query (scaled), key and value of tokens [B, m, w], each [B, N, m, e]."""
        batch, m = x.shape[0], x.shape[1]
        q, k, v = self.qkv(self.norm1(x)).reshape(batch, m, 3, self.heads, self.size).permute(2, 0, 3, 1, 4).unbind(0)
        return q / math.sqrt(self.size), k, v

    def finish(self, x: torch.Tensor, attended: torch.Tensor) -> torch.Tensor:
        """`attended` [B, N, m, e]."""
        merged = attended.transpose(1, 2).reshape(x.shape[0], x.shape[1], self.heads * self.size)
        x = x + self.dropout(self.out(merged))
        return x + self.dropout(self.down(functional.silu(self.up(self.norm2(x)))))

    def history(self, x: torch.Tensor, distance: torch.Tensor, future: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        q, k, v = self.project(x)
        bias = future - distance * self.event_rate.exp()[:, None, None]
        weights = torch.softmax(q @ k.transpose(-1, -2) + bias, dim=-1)
        return self.finish(x, weights @ v), k, v

    def candidates(self, x: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, distance: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
        """Tokens [B, k, w] over cached keys [B, N, n, e] and themselves. `distance`, `absent` [B, 1, 1, n]."""
        q, k, v = self.project(x)
        past = q @ keys.transpose(-1, -2) + (absent - distance * self.event_rate.exp()[:, None, None])
        itself = (q * k).sum(-1, keepdim=True)
        # Softmax over the history and the candidate itself, written as two parts so that nothing is concatenated.
        highest = torch.maximum(past.amax(-1, keepdim=True), itself)
        past, itself = torch.exp(past - highest), torch.exp(itself - highest)
        attended = (past @ values + itself * v) / (past.sum(-1, keepdim=True) + itself)
        return self.finish(x, attended)


class Trunk(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.input = nn.Linear(shape.width + ACTION_WIDTH, shape.hidden)
        self.action = nn.Linear(shape.actions + 1, ACTION_WIDTH, bias=False)
        self.gap = nn.Linear(len(GAP_CENTRES) + 1, shape.hidden, bias=False)
        self.surface = nn.Embedding(shape.surfaces, shape.hidden)
        nn.init.normal_(self.surface.weight, std=0.02)
        # The item is of unit norm over many columns, a bit of the action is 1: both should start equally loud.
        with torch.no_grad():
            self.input.weight[:, : shape.width] *= math.sqrt(shape.width) / 2
        self.dropout = nn.Dropout(shape.input_dropout)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.hidden)

    def tokens(self, items: torch.Tensor, acts: torch.Tensor, gaps: torch.Tensor, surfaces: torch.Tensor) -> torch.Tensor:
        """`acts` [..., A + 1]: the actions (zeros where hidden) and whether they are hidden."""
        untimed = (gaps < 0).to(items.dtype)
        centres = torch.tensor(GAP_CENTRES)
        bins = torch.exp(-0.5 * ((gaps[..., None] - centres) / 1.5) ** 2) * (1.0 - untimed)[..., None]
        when = self.gap(torch.cat([bins, untimed[..., None]], -1)) + self.surface(surfaces)
        if items.ndim > when.ndim:
            when = when[:, None]
        return self.dropout(self.input(torch.cat([items, self.action(acts)], -1)) + when)

    def history(
        self, items: torch.Tensor, actions: torch.Tensor, masked: torch.Tensor, gaps: torch.Tensor, surfaces: torch.Tensor
    ) -> tuple[list[torch.Tensor], list[torch.Tensor], torch.Tensor]:
        """Keys and values per layer [B, N, n, e], and states [B, n, w]. Causal; padding stands on the right."""
        x = self.tokens(items, shown(actions, masked), gaps, surfaces)
        place = torch.arange(items.shape[1]).to(items.dtype)
        distance = place[:, None] - place[None, :]
        future = (distance < 0).to(items.dtype) * FAR
        distance = distance.clamp(min=0.0)
        keys, values = [], []
        for block in self.blocks:
            x, k, v = block.history(x, distance, future)
            keys.append(k)
            values.append(v)
        return keys, values, self.norm(x)

    def candidates(
        self, keys: list[torch.Tensor], values: list[torch.Tensor], length: torch.Tensor, candidates: torch.Tensor, gap: torch.Tensor, surface: torch.Tensor
    ) -> torch.Tensor:
        """States [B, k, w] of candidates whose action is hidden, at position `length` [B], with the request's gap and surface [B]."""
        hidden = torch.cat([torch.zeros_like(candidates[..., :1]).expand(-1, -1, self.shape.actions), torch.ones_like(candidates[..., :1])], -1)
        x = self.tokens(candidates, hidden, gap, surface)
        place = torch.arange(keys[0].shape[2]).to(candidates.dtype)
        distance = (length.to(candidates.dtype)[:, None] - place[None, :])[:, None, None]
        absent = (distance <= 0).to(candidates.dtype) * FAR
        distance = distance.clamp(min=0.0)
        for block, k, v in zip(self.blocks, keys, values, strict=True):
            x = block.candidates(x, k, v, distance, absent)
        return self.norm(x)


def shown(actions: torch.Tensor, masked: torch.Tensor) -> torch.Tensor:
    """What a token may tell of its action: [B, n, A + 1]; hidden is a bit of its own, which is not "none"."""
    return torch.cat([actions * (1.0 - masked)[..., None], masked[..., None]], -1)
