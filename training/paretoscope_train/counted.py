"""What counting alone says of a user and an item, which the heads are taught to say: it has less noise in it than the labels of slates."""

from dataclasses import dataclass

import numpy as np
import torch

from .data import BadExport, Dataset
from .features import topic_vocabulary
from .rate_fit import RateFit
from .settings import Settings
from .split import Split
from .windows import SlateSource

STEPS = 12
# Weight of the penalty on what a shared topic adds, as if so much was known (sum of p (1 - p)) that it adds nothing.
RIDGE = 5.0


@dataclass(frozen=True)
class Counted:
    """Logits of `fit_rates`, and what it adds that a topic of the item was met before."""

    # [items, A], at an average place of a slate.
    items: torch.Tensor
    # [users, A].
    users: torch.Tensor
    # Topic numbers per item [items, 4], its rarest first, 0 where there is none; and what each of them adds to the logits if an event of the history has it [4, A].
    topics: torch.Tensor
    met: torch.Tensor
    # One over the variance of the logits among the items of slates [A]; 0 for actions that come of every event.
    weight: torch.Tensor

    def logits(self, user: torch.Tensor, history: torch.Tensor, real: torch.Tensor, candidates: torch.Tensor) -> torch.Tensor:
        """[B, k, A] for the users [B] with the events' items [B, n], of which those are `real`, and the items [B, k]."""
        return self.items[candidates] + self.users[user][:, None] + self.seen(history, real, candidates) @ self.met

    def seen(self, history: torch.Tensor, real: torch.Tensor, candidates: torch.Tensor) -> torch.Tensor:
        """Whether each topic of a candidate was met before: [B, k, 4]."""
        rows = len(history)
        met = torch.zeros(rows, int(self.topics.max()) + 1)
        had = torch.where(real[..., None], self.topics[history], 0).reshape(rows, -1)
        met.scatter_(1, had, 1.0)
        met[:, 0] = 0.0
        return met.gather(1, self.topics[candidates].reshape(rows, -1)).reshape(*candidates.shape, -1)


def count(dataset: Dataset, split: Split, settings: Settings, fit: RateFit, varied: np.ndarray) -> Counted:
    """
    Fits what a shared topic adds on the labels of the slates that may be learned from: four numbers per action. `fit` is of the actions `varied`. Raises BadExport
    where there are no slates.
    """
    slates = dataset.slates
    if slates is None:
        raise BadExport("--settle-users needs logged slates.")
    source = SlateSource(dataset, split.train_end, settings.slate)
    topics = torch.from_numpy(topic_vocabulary(dataset.items, settings.min_token_items, len(dataset.items))[1])
    size = len(dataset.action_names)
    wide = lambda values: torch.from_numpy(np.stack([values[:, list(varied).index(a)] if a in varied else np.zeros(len(values)) for a in range(size)], 1)).float()
    plain = Counted(wide(fit.items), wide(fit.users), topics, torch.zeros(topics.shape[1], size), torch.zeros(size))
    users, items, owners, places, seen, happened = np.unique(slates.user[source.learned]), [], [], [], [], []
    for user in users:
        cells = np.concatenate([np.arange(slates.start[slate], slates.start[slate + 1])[: settings.slate] for slate in source.learned[slates.user[source.learned] == user]])
        history = torch.from_numpy(dataset.item[dataset.start[user] : split.train_end[user]][None])
        seen.append(plain.seen(history, torch.ones_like(history, dtype=torch.bool), torch.from_numpy(slates.item[cells][None]))[0].numpy())
        items.append(slates.item[cells])
        owners.append(np.full(len(cells), user))
        places.append(1 + cells - slates.start[np.searchsorted(slates.start, cells, side="right") - 1])
        happened.append(slates.actions[cells])
    item, owner, place, met, came = (np.concatenate(part) for part in (items, owners, places, seen, happened))
    found = np.zeros((size, 1 + met.shape[1]))
    for column, action in enumerate(varied):
        offset = fit.places[place, column] + fit.users[owner, column] + fit.items[item, column]
        found[action] = fit_logits(np.concatenate([np.ones((len(met), 1)), met], 1), offset, came[:, action])
        found[action, 0] += fit.places[1:, column].mean()
    added, shift = torch.from_numpy(found[:, 1:].T.copy()).float(), torch.from_numpy(found[:, 0]).float()
    variance = (plain.items[item] + plain.users[owner] + torch.from_numpy(met) @ added).var(0)
    weight = torch.zeros(size)
    weight[varied] = 1 / variance[varied]
    return Counted(plain.items + shift, plain.users, topics, added, weight)


def fit_logits(columns: np.ndarray, offset: np.ndarray, happened: np.ndarray) -> np.ndarray:
    """Weights [F] of a logistic regression with a known offset, by Newton steps; all but the first are drawn to 0."""
    weight, ridge = np.zeros(columns.shape[1]), np.diag([0.0, *np.full(columns.shape[1] - 1, RIDGE)])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(offset + columns @ weight)))
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + ridge
        weight += np.linalg.solve(bend, columns.T @ (happened - chance) - ridge @ weight)
    return weight
