"""
Teaches the heads of a trained model anew what counting says of users and items (`counted.py`) when the bundle is written: training leaves more noise in them than
counting does.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch.nn import functional

from .counted import Counted, count
from .data import BadExport, Dataset
from .model import Model
from .rate_fit import RateFit
from .settings import Settings
from .setup import known_rates, learned_events
from .split import Split
from .trunk import shown
from .windows import Batch, SlateSource, collate, gap_column, log_gap

# Weight of the penalty of the fit of values, against columns at variance 1.
VALUE_RIDGE = 1e-4
WINDOWS = 32
# Users of whom the values are fitted: they have hundreds of events each.
VALUE_USERS = 600
# Passes over the states, and how they are learned from.
PASSES, ROWS, RATE, DECAY = 10, 1024, 3e-3, 1e-5


def settle_heads(model: Model, dataset: Dataset, split: Split, settings: Settings) -> None:
    """
    Of `settings.settle_users` users. The lines of the items' logits and of the mean surprise (`head_start.py`) are given to what was laid there alone; the even head
    looks back exactly evenly, and its values become, by least squares from its tokens, what happened minus the item's rate. Then the heads are fitted afresh to
    bring the states of the items of learned slates to what counting says of them. No label of a slate is read but by `count`.
    """
    if dataset.slates is None or settings.even_heads == 0 or settings.rate_scale == 0 or settings.hidden < 6 * len(dataset.action_names):
        raise BadExport("--settle-users needs logged slates, --even-heads, --rate-scale and a --hidden of six times the actions.")
    known = known_rates(dataset, split, settings, learned_events(dataset, split))
    counted = count(dataset, split, settings, known.fit, known.varied)
    users = np.unique(dataset.slates.user)
    users = np.sort(np.random.default_rng(settings.seed).choice(users, min(settings.settle_users, len(users)), replace=False))
    model.eval()
    with torch.no_grad():
        hold_lines(model)
        look_exactly_evenly(model)
        refit_values(model, dataset, split, users[:: max(1, len(users) // VALUE_USERS)], known.fit, known.varied, settings.history)
        states, told = candidate_states(model, dataset, split, users, settings, counted)
    fit_heads(model, states, told, known.varied, settings.seed)


def hold_lines(model: Model) -> None:
    """Only the item itself writes on the lines of its logits, and only the even head on those of the mean surprise."""
    block, hidden, actions = model.trunk.blocks[0], model.shape.hidden, model.shape.actions
    items, means = slice(hidden - 3 * actions, hidden - 2 * actions), slice(hidden - actions, hidden)
    mean = block.out.weight[means, :actions].diagonal().clone()
    for part in model.trunk.blocks:
        for layer in (part.out, part.down):
            for lines in (items, means):
                layer.weight[lines] = 0.0
                layer.bias[lines] = 0.0
    block.out.weight[means, :actions] = torch.diag(mean)


def look_exactly_evenly(model: Model) -> None:
    """The even head's scores are 0 for every event, whatever it is."""
    block = model.trunk.blocks[0]
    for part in range(2):
        rows = slice(part * model.shape.hidden, part * model.shape.hidden + block.size)
        block.qkv.weight[rows] = 0.0
        block.qkv.bias[rows] = 0.0


def refit_values(model: Model, dataset: Dataset, split: Split, users: np.ndarray, fit: RateFit, varied: np.ndarray, length: int) -> None:
    """The even head's values: least squares on what happened minus the chance by item, 0 where it is hidden, as loud as they were."""
    block, hidden, table = model.trunk.blocks[0], model.shape.hidden, model.table()
    generator = torch.Generator().manual_seed(1)
    logits = torch.from_numpy(fit.places[0] + fit.items).float()
    rows = 2 * hidden + torch.from_numpy(varied)
    square, product, loud, size = 0.0, 0.0, 0.0, 0.0
    for _, data in windows(dataset, users, split.train_end[users], length):
        real = torch.arange(data.item.shape[1])[None] < data.length[:, None]
        masked = (torch.rand(real.shape, generator=generator) < 0.2).float()
        token = block.norm1(model.trunk.tokens(table[data.item], shown(data.actions, masked), data.gaps, data.surfaces))[real]
        wanted = (data.actions[real][:, varied] - torch.sigmoid(logits[data.item[real]])) * (1 - masked[real])[:, None]
        values = token @ block.qkv.weight[rows].T + block.qkv.bias[rows]
        token, wanted, values = torch.cat([token, torch.ones(len(token), 1)], 1).double(), wanted.double(), values.double()
        square, product = square + token.T @ token, product + token.T @ wanted
        loud, size = loud + (values * wanted).sum(0), size + wanted.square().sum(0)
    found = torch.linalg.solve(square + VALUE_RIDGE * torch.diag(square.diagonal()), product)
    found = (found * (loud / size.clamp(min=1e-9))).float()
    block.qkv.weight[rows], block.qkv.bias[rows] = found[:-1].T, found[-1]


def fit_heads(model: Model, states: torch.Tensor, told: torch.Tensor, varied: np.ndarray, seed: int) -> None:
    """Heads [w -> h -> A] from random ones, by least squares on what is `told` [rows, varied], each action by its variance; the others answer as usual."""
    up, down = model.head.up, model.head.down
    generator = torch.Generator().manual_seed(seed)
    middle, spread, level, size = states.mean(0), states.std(0) + 1e-6, told.mean(0), told.std(0) + 1e-6
    draw = lambda *shape: ((2 * torch.rand(*shape, generator=generator) - 1) * shape[-1] ** -0.5).requires_grad_()
    weights = [draw(len(up.weight), states.shape[1]), torch.zeros(len(up.weight), requires_grad=True), draw(len(varied), len(up.weight)), torch.zeros(len(varied), requires_grad=True)]
    optimiser = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
    rows = min(ROWS, len(states))
    steps = PASSES * (len(states) // rows)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, RATE / 50)
    for _ in range(PASSES):
        for chosen in torch.randperm(len(states), generator=generator)[: len(states) // rows * rows].split(rows):
            found = functional.silu((states[chosen] - middle) / spread @ weights[0].T + weights[1]) @ weights[2].T + weights[3]
            loss = (found - (told[chosen] - level) / size).square().mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    with torch.no_grad():
        usual = model.head(states[:: max(1, len(states) // 4096)]).mean(0)
        up.weight.copy_(weights[0] / spread)
        up.bias.copy_(weights[1] - weights[0] @ (middle / spread))
        down.weight.zero_()
        down.bias.copy_(usual)
        down.weight[varied] = weights[2] * size[:, None]
        down.bias[varied] = weights[3] * size + level


def candidate_states(model: Model, dataset: Dataset, split: Split, users: np.ndarray, settings: Settings, counted: Counted) -> tuple[torch.Tensor, torch.Tensor]:
    """States [rows, w] of the items of the learned slates that follow each user's last history, and what counting says of them [rows, varied]."""
    source, slates, table = SlateSource(dataset, split.train_end, settings.slate), dataset.slates, model.table()
    length, varied = max(settings.history, settings.serve_history), counted.weight > 0
    mine = [source.learned[slates.user[source.learned] == user][-4:] for user in users]
    able = np.array([len(found) > 0 and source.history_end[found[-1]] > dataset.start[user] for user, found in zip(users, mine, strict=True)])
    places = np.flatnonzero(able)
    states, told = [], []
    for first, data in windows(dataset, users[places], np.array([source.history_end[mine[place][-1]] for place in places]), length):
        chosen = places[first : first + len(data.length)]
        keys, values, _ = model.trunk.history(table[data.item], data.actions, torch.zeros_like(data.gaps), data.gaps, data.surfaces)
        rows = [np.concatenate([np.arange(slates.start[slate], slates.start[slate + 1]) for slate in mine[place]]) for place in chosen]
        cells = np.stack([np.resize(row, max(map(len, rows))) for row in rows])
        real = torch.from_numpy(np.stack([np.arange(cells.shape[1]) < len(row) for row in rows]))
        last = np.array([mine[place][-1] for place in chosen])
        gap = torch.from_numpy(log_gap(slates.at_ms[last] - dataset.at_ms[source.history_end[last] - 1]))
        items = torch.from_numpy(slates.item[cells])
        found = model.trunk.candidates(keys, values, data.length, table[items], gap, torch.from_numpy(slates.surface[last] + 1))
        states.append(found[real])
        told.append(counted.logits(torch.from_numpy(users[chosen]), data.item, data.index >= 0, items)[real][:, varied])
    return torch.cat(states), torch.cat(told)


def windows(dataset: Dataset, users: np.ndarray, ends: np.ndarray, length: int) -> Iterator[tuple[int, Batch]]:
    """The `length` events of each user before its end, a batch at a time, with the place of the batch's first user."""
    gaps = gap_column(dataset)
    for first in range(0, len(users), WINDOWS):
        some = zip(users[first : first + WINDOWS], ends[first : first + WINDOWS], strict=True)
        yield first, collate(dataset, gaps, [np.arange(max(dataset.start[user], end - length), end) for user, end in some])
