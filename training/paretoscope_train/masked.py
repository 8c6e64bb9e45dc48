"""Whether a hidden action is told better by what happened before than by who the user and what the item is."""

from dataclasses import dataclass

import numpy as np
import torch

from .data import Dataset
from .intervals import of_draws
from .model import Model
from .ordering import auc_of_places, places
from .rates import effects
from .settings import Settings
from .split import Split
from .windows import collate

WINDOWS_PER_USER = 6


def hold_users(dataset: Dataset, split: Split, every: int = 5) -> Split:
    """The same split with nothing to be learned of every fifth user."""
    users = np.flatnonzero(np.diff(dataset.start) > 0)[::every]
    train_end = split.train_end.copy()
    train_end[users] = dataset.start[users]
    owner = np.searchsorted(dataset.start, split.targets, side="right") - 1
    return Split(train_end, split.targets[~np.isin(owner, users)], split.read_end)


@dataclass(frozen=True)
class Masked:
    """Hidden actions: the event each belongs to, and the head's logits with the rest of the history shown and with all actions hidden."""

    event: np.ndarray
    shown: np.ndarray
    hidden: np.ndarray


@torch.no_grad()
def masked_logits(model: Model, dataset: Dataset, gaps: np.ndarray, split: Split, settings: Settings, head: int) -> Masked:
    """Every third action of the newest windows of users of whom nothing was learned."""
    model.eval()
    table, length = model.table(), settings.history
    unknown = np.flatnonzero((split.train_end == dataset.start[:-1]) & (np.diff(dataset.start) >= 2 * length))
    windows = []
    for user in unknown:
        most = min(WINDOWS_PER_USER, int(dataset.start[user + 1] - dataset.start[user]) // length - 1)
        windows += [np.arange(dataset.start[user + 1] - (back + 1) * length, dataset.start[user + 1] - back * length) for back in range(most)]
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for first in range(0, len(windows), 64):
        data = collate(dataset, gaps, windows[first : first + 64])
        some = torch.zeros_like(data.gaps)
        some[:, 2::3] = 1.0
        places = some.bool()
        logits = []
        for masked in (some, torch.ones_like(some)):
            _, _, states = model.trunk.history(table[data.item], data.actions, masked, data.gaps, data.surfaces)
            logits.append(model.head(states[places])[:, head].numpy())
        found.append((data.index[places].numpy(), *logits))
    if not found:
        return Masked(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    return Masked(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def by_user_and_item(dataset: Dataset, split: Split, head: int, events: np.ndarray, length: int) -> np.ndarray:
    """
    Log odds of p(action | item, user) by counting, up to a constant: the item's from learned events with the users' rates taken into account, the user's from
    the events before the windows with the items' taken into account; both drawn towards the usual.
    """
    owner = np.repeat(np.arange(dataset.users), np.diff(dataset.start))
    learned = np.flatnonzero(np.arange(dataset.events) < np.repeat(split.train_end, np.diff(dataset.start)))
    first = np.full(dataset.users, dataset.events)
    np.minimum.at(first, owner[events], events)
    early = np.flatnonzero((np.arange(dataset.events) < first[owner] - length // 2) & (split.train_end == dataset.start[:-1])[owner])
    of_user, of_item = np.zeros(dataset.users), np.zeros(len(dataset.items))
    known = np.concatenate([learned, early])
    for _ in range(3):
        of_item = effects(dataset.item[learned], len(of_item), dataset.actions[learned, head], of_user[owner[learned]], 0.7)
        of_user = effects(owner[known], len(of_user), dataset.actions[known, head], of_item[dataset.item[known]], 1.0)
    return of_user[owner[events]] + of_item[dataset.item[events]]


def masked_quality(masked: list[Masked], dataset: Dataset, split: Split, settings: Settings, head: int, chance: np.ndarray | None = None) -> dict:
    """
    AUC at the hidden actions: of the models (one per seed, averaged) with the rest of the history shown and hidden, of p(action | item, user) by counting, of the true
    p where `chance` [events] is given; and what the models add to either where the two are put together by a logistic regression on the other half of the
    users. Intervals over users.
    """
    events = masked[0].event
    if len(events) == 0:
        return {}
    label = dataset.actions[events, head].astype(float)
    owner = np.searchsorted(dataset.start, events, side="right") - 1
    names, place = np.unique(owner, return_inverse=True)
    shown = np.mean([one.shown for one in masked], 0)
    scores = {"shown": shown, "all hidden": np.mean([one.hidden for one in masked], 0), "by item and user": by_user_and_item(dataset, split, head, events, settings.history)}
    if chance is not None:
        scores["true by item and user"] = np.log(chance[events] / (1 - chance[events]))
    bases = [name for name in scores if "by item and user" in name]
    for name in bases:
        scores[f"{name}, with shown"] = together(scores[name], shown, label, place % 2 == 1)

    order = {name: places(score) for name, score in scores.items()}

    def measure(times: np.ndarray) -> dict[str, float]:
        found = {name: auc_of_places(ranked, label, times[place]) for name, ranked in order.items()}
        less = {f"shown minus {name}": found["shown"] - found[name] for name in bases}
        return found | less | {f"what shown adds to {name}": found[f"{name}, with shown"] - found[name] for name in bases}

    return {"auc": of_draws(measure, len(names)), "positions": len(label), "users": len(names)}


def together(base: np.ndarray, other: np.ndarray, label: np.ndarray, odd: np.ndarray) -> np.ndarray:
    """Base + b other, b fitted on the other half of the users."""
    result = np.empty(len(base))
    for half in (odd, ~odd):
        columns = np.stack([np.ones(int((~half).sum())), base[~half], other[~half]], 1)
        weight = np.array([0.0, 1.0, 0.0])
        for _ in range(10):
            chance = 1 / (1 + np.exp(-columns @ weight))
            bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + 1e-3 * np.eye(3)
            weight += np.linalg.solve(bend, columns.T @ (label[~half] - chance))
        result[half] = weight[1] * base[half] + weight[2] * other[half]
    return result
