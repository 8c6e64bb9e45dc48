"""
How much likelier than usual each action is of a user, laid anew into a trained model in closed form: training leaves more noise in it than counting does.
No label of a slate is read.
"""

from collections.abc import Iterator

import numpy as np
import torch

from .data import BadExport, Dataset
from .model import Model
from .rate_fit import RateFit
from .setup import known_rates, learned_events
from .settings import Settings
from .split import Split
from .trunk import shown
from .windows import Batch, SlateSource, collate, gap_column, log_gap

# What is added to a candidate's logit for what a user's past says: past events are likelier than items of a slate to follow what the user likes that day, so
# the past overstates how much users differ on slates.
SHARE = 0.8
# Weight of the penalties of the two fits, against columns at variance 1.
VALUE_RIDGE, LEVEL_RIDGE = 1e-4, 0.03
WINDOWS = 32


@torch.no_grad()
def lay_user_levels(model: Model, dataset: Dataset, split: Split, settings: Settings) -> None:
    """
    Three steps over `settings.user_levels` users. The last lines of the residual stream (`head_start.py`) are given to the mean surprise alone. The even head's
    values become, by least squares from its tokens, what happened minus the item's rate. The heads get a linear term of the candidate's state that brings
    a user's mean logit to what counting the user's learned events says (`levels_by_counting`).
    """
    if dataset.slates is None or settings.even_heads == 0 or settings.rate_scale == 0 or settings.hidden < 6 * len(dataset.action_names):
        raise BadExport("--user-levels needs logged slates, --even-heads, --rate-scale and a --hidden of six times the actions.")
    rates, spread, places = known_rates(dataset, split, settings, learned_events(dataset, split))
    fits = [RateFit(rates[:, action], (places.middle + places.added)[:, action].numpy(), float(spread[action])) for action in range(rates.shape[1])]
    users = np.unique(dataset.slates.user)
    users = np.sort(np.random.default_rng(settings.seed).choice(users, min(settings.user_levels, len(users)), replace=False))
    model.eval()
    hold_means(model)
    refit_values(model, dataset, split, users, fits, settings.history)
    add_levels(model, dataset, split, users, fits, settings)


def hold_means(model: Model) -> None:
    """Only the even head writes on the lines of the mean surprise."""
    block, hidden, actions = model.trunk.blocks[0], model.shape.hidden, model.shape.actions
    lines = slice(hidden - actions, hidden)
    mean = block.out.weight[lines, :actions].diagonal().clone()
    for part in model.trunk.blocks:
        for layer in (part.out, part.down):
            layer.weight[lines] = 0.0
            layer.bias[lines] = 0.0
    block.out.weight[lines, :actions] = torch.diag(mean)


def refit_values(model: Model, dataset: Dataset, split: Split, users: np.ndarray, fits: list[RateFit], length: int) -> None:
    """The even head's values: least squares on what happened minus the chance by item, 0 where it is hidden, as loud as they were."""
    block, hidden, actions, table = model.trunk.blocks[0], model.shape.hidden, model.shape.actions, model.table()
    generator = torch.Generator().manual_seed(1)
    logits = torch.from_numpy(np.stack([fit.places[0] + fit.items for fit in fits], 1)).float()
    rows = slice(2 * hidden, 2 * hidden + actions)
    square, product, loud, size = 0.0, 0.0, 0.0, 0.0
    for _, data in windows(dataset, users, split.train_end[users], length):
        real = torch.arange(data.item.shape[1])[None] < data.length[:, None]
        masked = (torch.rand(real.shape, generator=generator) < 0.2).float()
        token = block.norm1(model.trunk.tokens(table[data.item], shown(data.actions, masked), data.gaps, data.surfaces))[real]
        wanted = (data.actions[real] - torch.sigmoid(logits[data.item[real]])) * (1 - masked[real])[:, None]
        values = token @ block.qkv.weight[rows].T + block.qkv.bias[rows]
        token, wanted, values = torch.cat([token, torch.ones(len(token), 1)], 1).double(), wanted.double(), values.double()
        square, product = square + token.T @ token, product + token.T @ wanted
        loud, size = loud + (values * wanted).sum(0), size + wanted.square().sum(0)
    found = torch.linalg.solve(square + VALUE_RIDGE * torch.diag(square.diagonal()), product)
    varied = torch.tensor([np.ptp(fit.items) > 0 for fit in fits])
    found = (found * torch.where(varied, loud / size.clamp(min=1e-9), 0.0)).float()
    block.qkv.weight[rows], block.qkv.bias[rows] = found[:-1].T, found[-1]


def add_levels(model: Model, dataset: Dataset, split: Split, users: np.ndarray, fits: list[RateFit], settings: Settings) -> None:
    """A linear term of the normed state for every action, by ridge regression; a pair of units of the heads passes it on unchanged: SiLU(z) - SiLU(-z) = z."""
    length = max(settings.history, settings.serve_history)
    states, items, owner = candidate_states(model, dataset, split, users, length, settings.slate)
    varied = [action for action, fit in enumerate(fits) if np.ptp(fit.items) > 0]
    up, down = model.head.up, model.head.down
    # The units that say least make room.
    said = torch.nn.functional.silu(up(states)).std(0) * down.weight.abs().amax(0)
    free = said.argsort()[: 2 * len(varied)].reshape(-1, 2)
    down.weight[:, free.ravel()] = 0.0
    spread = states.std(0) + 1e-6
    columns = ((states - states.mean(0)) / spread).double()
    square = columns.T @ columns + LEVEL_RIDGE * len(columns) * torch.eye(columns.shape[1], dtype=torch.float64)
    logits = model.head(states).numpy().astype(float)
    count = np.bincount(owner, minlength=len(users))
    mean = lambda values: np.bincount(owner, values, len(users)) / np.maximum(count, 1)
    for pair, action in zip(free, varied, strict=True):
        counted = levels_by_counting(dataset, split, users, fits[action], action)
        missing = SHARE * (counted + mean(fits[action].items[items])) - mean(logits[:, action])
        missing -= missing[count > 0].mean()
        weight = (torch.linalg.solve(square, columns.T @ torch.from_numpy(missing[owner])) / spread).float()
        for unit, sign in zip(pair, (1.0, -1.0), strict=True):
            up.weight[unit], up.bias[unit] = sign * weight, 0.0
            down.weight[action, unit] = sign
        down.bias[action] -= states.mean(0) @ weight


def levels_by_counting(dataset: Dataset, split: Split, users: np.ndarray, fit: RateFit, action: int) -> np.ndarray:
    """Most likely logit that each user adds to the action, by Newton steps over the learned events, with the items' logits known and a normal prior."""
    event = np.concatenate([np.arange(dataset.start[user], split.train_end[user]) for user in users])
    owner = np.repeat(np.arange(len(users)), (split.train_end - dataset.start[:-1])[users])
    known, happened, level = fit.places[0] + fit.items[dataset.item[event]], dataset.actions[event, action], np.zeros(len(users))
    for _ in range(8):
        chance = 1 / (1 + np.exp(-(known + level[owner])))
        slope = np.bincount(owner, happened - chance, len(users)) - level / fit.user_spread
        level += np.clip(slope / (np.bincount(owner, chance * (1 - chance), len(users)) + 1 / fit.user_spread), -1.5, 1.5)
    return level


def candidate_states(
    model: Model, dataset: Dataset, split: Split, users: np.ndarray, length: int, longest: int
) -> tuple[torch.Tensor, np.ndarray, np.ndarray]:
    """States [rows, w] of the items of the learned slates that follow each user's last history, which items, and the place of their user in `users`."""
    source, slates, table = SlateSource(dataset, split.train_end, longest), dataset.slates, model.table()
    mine = [source.learned[slates.user[source.learned] == user][-4:] for user in users]
    able = np.array([len(found) > 0 and source.history_end[found[-1]] > dataset.start[user] for user, found in zip(users, mine, strict=True)])
    places = np.flatnonzero(able)
    states, items, owner = [], [], []
    for first, data in windows(dataset, users[places], np.array([source.history_end[mine[place][-1]] for place in places]), length):
        chosen = places[first : first + len(data.length)]
        keys, values, _ = model.trunk.history(table[data.item], data.actions, torch.zeros_like(data.gaps), data.gaps, data.surfaces)
        rows = [np.concatenate([np.arange(slates.start[slate], slates.start[slate + 1]) for slate in mine[place]]) for place in chosen]
        cells = np.stack([np.resize(row, max(map(len, rows))) for row in rows])
        real = np.stack([np.arange(cells.shape[1]) < len(row) for row in rows])
        last = np.array([mine[place][-1] for place in chosen])
        ends = source.history_end[last]
        gap = torch.from_numpy(log_gap(slates.at_ms[last] - dataset.at_ms[ends - 1]))
        found = model.trunk.candidates(keys, values, data.length, table[torch.from_numpy(slates.item[cells])], gap, torch.from_numpy(slates.surface[last] + 1))
        states.append(found[torch.from_numpy(real)])
        items.append(slates.item[cells][real])
        owner.append(np.repeat(chosen, real.sum(1)))
    return torch.cat(states), np.concatenate(items), np.concatenate(owner)


def windows(dataset: Dataset, users: np.ndarray, ends: np.ndarray, length: int) -> Iterator[tuple[int, Batch]]:
    """The `length` events of each user before its end, a batch at a time, with the place of the batch's first user."""
    gaps = gap_column(dataset)
    for first in range(0, len(users), WINDOWS):
        some = zip(users[first : first + WINDOWS], ends[first : first + WINDOWS], strict=True)
        yield first, collate(dataset, gaps, [np.arange(max(dataset.start[user], end - length), end) for user, end in some])
