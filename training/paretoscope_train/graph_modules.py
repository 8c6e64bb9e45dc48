"""What each graph of a bundle computes (docs/bundle-format.md), and random inputs of it. A history may continue a beginning that was encoded before."""

import numpy as np
import torch
from torch import nn

from .model import Model
from .query import PAUSE_AT
from .trunk import FAR, shown

HISTORY = ("items", "actions", "masked", "gaps", "surfaces")
REQUEST = ("length", "candidates", "gap", "surface")


def recent_width(model: Model) -> int:
    """Of `recent`: a sum of item vectors for every rate."""
    return len(model.recent.RATES) * model.shape.width


class EncodeHistory(nn.Module):
    """The trunk over the events after `before` kept ones: `past` holds the kept keys, then the kept values, of every layer."""

    def __init__(self, model: Model):
        super().__init__()
        self.trunk, self.recent, self.user = model.trunk, model.recent, model.user

    def forward(self, items, actions, masked, gaps, surfaces, before, past_recent, *past):
        x = self.trunk.tokens(items, shown(actions, masked), gaps, surfaces)
        distance, unseen = self.distances(items, before, past[0])
        keys, values = [], []
        layers = len(self.trunk.blocks)
        for block, past_keys, past_values in zip(self.trunk.blocks, past[:layers], past[layers:], strict=True):
            q, k, v = block.project(x)
            scores = q @ torch.cat([past_keys, k], 2).transpose(-1, -2) + (unseen - distance * block.event_rate.exp()[:, None, None])
            x = block.finish(x, torch.softmax(scores, dim=-1) @ torch.cat([past_values, v], 2))
            keys.append(k)
            values.append(v)
        states = self.trunk.norm(x)
        user = self.user(states)
        user = user / torch.sqrt((user * user).sum(-1, keepdim=True) + 1e-12)
        return *keys, *values, states, self.sums(items, actions, masked, gaps, past_recent), user

    def distances(self, items, before, past_keys):
        """Events between each new event and each kept or new one, [B, 1, n, p + n], and what to add to the scores of those it must not see."""
        place = torch.arange(items.shape[1]).to(items.dtype)
        kept = torch.arange(past_keys.shape[2]).to(items.dtype)
        first = before.to(items.dtype)[:, None, None]
        own = (place[:, None] - place[None, :]).expand(items.shape[0], -1, -1)
        since = first + place[:, None] - kept[None, :]
        distance = torch.cat([since, own], -1)
        # A kept column beyond the beginning is padding, whatever its distance.
        absent = torch.cat([(kept[None, None, :] >= first).to(items.dtype).expand(-1, items.shape[1], -1), (own < 0).to(items.dtype)], -1)
        return distance.clamp(min=0.0)[:, None], (absent * FAR)[:, None]

    def sums(self, items, actions, masked, gaps, past):
        """`RecentItems` with its rates apart, [B, n, rates x d]: only so can a later event continue them."""
        recent, rates = self.recent, len(self.recent.RATES)
        strength = torch.exp(recent.strength(shown(actions, masked))).transpose(1, 2)
        place = torch.arange(items.shape[1]).to(items.dtype)
        distance = place[:, None] - place[None, :]
        future = (distance < 0).to(items.dtype) * FAR
        passed = torch.cumsum(torch.sigmoid(2.0 * (gaps - PAUSE_AT)), dim=1)
        pauses = (passed[:, :, None] - passed[:, None, :]).clamp(min=0.0)[:, None]
        rate, pause_rate = recent.log_rate.exp()[:, None], recent.log_pause_rate.exp()[:, None]
        fade = future - distance.clamp(min=0.0) * rate[..., None] - pauses * pause_rate[..., None]
        new = (torch.exp(fade) * strength[:, :, None, :]) @ items[:, None]
        kept = torch.exp(-(place + 1.0) * rate - passed[:, None, :] * pause_rate)
        sums = new + kept[..., None] * past.reshape(-1, rates, 1, items.shape[2])
        return sums.transpose(1, 2).reshape(items.shape[0], items.shape[1], rates * items.shape[2])


class Generate(nn.Module):
    def __init__(self, model: Model):
        super().__init__()
        self.query, self.rates = model.query, len(model.recent.RATES)

    def forward(self, state, recent, outcomes, topics, offsets):
        return self.query(state, recent.reshape(recent.shape[0], self.rates, -1).sum(1), outcomes, topics, offsets)


class ScoreCandidates(nn.Module):
    def __init__(self, model: Model):
        super().__init__()
        self.trunk, self.head = model.trunk, model.head

    def forward(self, length, candidates, gap, surface, *kept):
        layers = len(self.trunk.blocks)
        return self.head(self.trunk.candidates(list(kept[:layers]), list(kept[layers:]), length, candidates, gap, surface))


MODULES = {"encode_history": EncodeHistory, "generate": Generate, "score_candidates": ScoreCandidates}


def of_layers(model: Model, prefix: str = "") -> tuple[str, ...]:
    """Names of the keys and then the values of every layer."""
    return tuple(f"{prefix}{what}.{layer}" for what in ("keys", "values") for layer in range(model.shape.layers))


def outputs_of(name: str, model: Model) -> tuple[str, ...]:
    return {"encode_history": (*of_layers(model), "states", "recent", "user"), "generate": ("queries",), "score_candidates": ("logits",)}[name]


def axes_of(name: str, model: Model) -> dict[str, dict[int, str]]:
    """Symbolic axes of every input and output."""
    if name == "generate":
        return {"state": {0: "B"}, "recent": {0: "B"}, **{tensor: {0: "B", 1: "Q"} for tensor in ("outcomes", "topics", "offsets", "queries")}}
    kept = {tensor: {0: "B", 2: "n"} for tensor in of_layers(model)}
    if name == "encode_history":
        events = {tensor: {0: "B", 1: "n"} for tensor in (*HISTORY, "states", "recent", "user")}
        return {**events, "before": {0: "B"}, "past_recent": {0: "B"}, **{tensor: {0: "B", 2: "p"} for tensor in of_layers(model, "past_")}, **kept}
    return {"length": {0: "B"}, "candidates": {0: "B", 1: "k"}, "gap": {0: "B"}, "surface": {0: "B"}, **kept, "logits": {0: "B", 1: "k"}}


def nothing_before(model: Model, batch: int) -> dict[str, torch.Tensor]:
    """The beginning of a history that begins here: one column of keys and values that nobody sees."""
    shape = model.shape
    column = torch.zeros(batch, shape.heads, 1, shape.hidden // shape.heads)
    return {"before": torch.zeros(batch, dtype=torch.long), "past_recent": torch.zeros(batch, recent_width(model)), **{name: column for name in of_layers(model, "past_")}}


def after(model: Model, found: dict, before: torch.Tensor) -> dict[str, torch.Tensor]:
    """The beginning that ends after `before` of the events [B] that `encode_history` answered."""
    recent = torch.as_tensor(found["recent"])
    last = recent[torch.arange(len(before)), (before - 1).clamp(min=0)] * (before > 0)[:, None]
    return {"before": before, "past_recent": last, **{f"past_{name}": torch.as_tensor(found[name]) for name in of_layers(model)}}


def random_history(model: Model, batch: int, events: int, generator: torch.Generator) -> dict[str, torch.Tensor]:
    """Rows differ in what is hidden; the last one begins untimed."""
    shape = model.shape
    masked = (torch.rand(batch, events, generator=generator) < 0.2).float()
    actions = (torch.rand(batch, events, shape.actions, generator=generator) < 0.4).float() * (1 - masked)[..., None]
    gaps = torch.rand(batch, events, generator=generator) * 12.0
    gaps[:, 0] = 0.0
    gaps[-1, : events // 2] = -1.0
    items = nn.functional.normalize(torch.randn(batch, events, shape.width, generator=generator), dim=-1)
    return dict(zip(HISTORY, (items, actions, masked, gaps, torch.randint(shape.surfaces, (batch, events), generator=generator)), strict=True))


def graph_inputs(name: str, model: Model, batch: int, events: int, candidates: int, queries: int, seed: int) -> dict[str, torch.Tensor]:
    """Random inputs of a graph. Rows differ in length; histories continue beginnings of different lengths, the first of them none."""
    shape, generator = model.shape, torch.Generator().manual_seed(seed)
    pick = lambda top, *size: torch.randint(top, size, generator=generator)
    if name == "generate":
        outcomes = torch.rand(batch, queries, shape.actions, generator=generator)
        outcomes = outcomes / outcomes.sum(-1, keepdim=True)
        outcomes[:, 0] = 0.0
        random = lambda *size: torch.randn(*size, generator=generator)
        values = (random(batch, shape.hidden), random(batch, recent_width(model)), outcomes, pick(shape.topics, batch, queries), pick(shape.offsets, batch, queries))
        return dict(zip(("state", "recent", "outcomes", "topics", "offsets"), values, strict=True))
    history = random_history(model, batch, events, generator)
    if name == "encode_history":
        past = random_history(model, batch, max(1, events - 1), generator)
        before = torch.tensor([min(row * 2, past["gaps"].shape[1]) for row in range(batch)])
        return history | after(model, run_model(name, model, past | nothing_before(model, batch)), before)
    found = run_model("encode_history", model, history | nothing_before(model, batch))
    gap = torch.rand(batch, generator=generator) * 12.0
    gap[-1] = -1.0
    request = {
        "length": torch.tensor([events - row % 3 for row in range(batch)]).clamp(min=1),
        "candidates": nn.functional.normalize(torch.randn(batch, candidates, shape.width, generator=generator), dim=-1),
        "gap": gap,
        "surface": pick(shape.surfaces, batch),
    }
    return request | {tensor: torch.from_numpy(found[tensor]) for tensor in of_layers(model)}


def run_model(name: str, model: Model, inputs: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    """What PyTorch answers for a graph's inputs."""
    with torch.no_grad():
        found = MODULES[name](model)(*inputs.values())
    found = found if isinstance(found, tuple) else (found,)
    return {output: tensor.numpy() for output, tensor in zip(outputs_of(name, model), found, strict=True)}
