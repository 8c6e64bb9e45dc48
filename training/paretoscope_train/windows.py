"""Random windows of user sequences with a later slate each, as padded tensors."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch

from .data import Dataset

# Where slates are not logged, the events within this time after the window's first following one stand for a slate.
SLATE_MS = 30 * 60 * 1000
# Of every user's logged slates the newest one in so many is kept for validation.
HELD_SHARE = 5


@dataclass(frozen=True)
class Batch:
    """[B, n] tensors, oldest event first, padded on the right; `index` is the global event index, -1 in the padding."""

    index: torch.Tensor
    item: torch.Tensor
    # [B, n, A].
    actions: torch.Tensor
    gaps: torch.Tensor
    # 0 unknown, else the dataset's surface + 1.
    surfaces: torch.Tensor
    length: torch.Tensor


class Slate(NamedTuple):
    """Items shown together, what came of them [k, A], when and where, and the place of each (from 1; 0 where events stand for a slate)."""

    item: np.ndarray
    actions: np.ndarray
    at_ms: float
    surface: int
    place: np.ndarray


@dataclass(frozen=True)
class SlateBatch:
    """
    Candidates of later requests of each window: [B, k] tensors padded on the right, `real` 0 in the padding. `place` is where a candidate stood in its
    slate, from 1; 0 where events stand for a slate.
    """

    item: torch.Tensor
    actions: torch.Tensor
    real: torch.Tensor
    gap: torch.Tensor
    surface: torch.Tensor
    place: torch.Tensor


def gap_column(dataset: Dataset) -> np.ndarray:
    """log(1 + seconds since the user's previous event); -1 where either is untimed. The first event of a window is 0, set by `collate`."""
    return log_gap(np.diff(dataset.at_ms, prepend=dataset.at_ms[:1]))


def log_gap(milliseconds: np.ndarray) -> np.ndarray:
    gaps = np.log1p(np.maximum(milliseconds / 1000.0, 0.0))
    return np.where(np.isnan(milliseconds), -1.0, gaps).astype(np.float32)


def collate(dataset: Dataset, gaps: np.ndarray, windows: list[np.ndarray]) -> Batch:
    """Pads windows (arrays of ascending global event indexes) to one length."""
    longest = max(len(window) for window in windows)
    index = np.full((len(windows), longest), -1, np.int64)
    for row, window in enumerate(windows):
        index[row, : len(window)] = window
    real = index >= 0
    gap = np.where(real, gaps[index], 0.0).astype(np.float32)
    gap[:, 0] = 0.0
    return Batch(
        index=torch.from_numpy(index),
        item=torch.from_numpy(np.where(real, dataset.item[index], 0)),
        actions=torch.from_numpy(np.where(real[..., None], dataset.actions[index], 0.0).astype(np.float32)),
        gaps=torch.from_numpy(gap),
        surfaces=torch.from_numpy(np.where(real, dataset.surface[index] + 1, 0)),
        length=torch.tensor([len(window) for window in windows]),
    )


class SlateSource:
    """The later slate of a window: a logged one where the dataset has them, else the events that followed."""

    def __init__(self, dataset: Dataset, train_end: np.ndarray, most: int):
        self.dataset, self.train_end, self.most = dataset, train_end, most
        slates = dataset.slates
        if slates is not None:
            # A slate's history is every event before it.
            self.history_end = np.empty(len(slates.user), np.int64)
            held = np.zeros(len(slates.user), bool)
            for user in np.unique(slates.user):
                first, last = dataset.start[user], dataset.start[user + 1]
                begin, end = np.searchsorted(slates.user, [user, user + 1])
                self.history_end[begin:end] = first + np.searchsorted(dataset.at_ms[first:last], slates.at_ms[begin:end], side="left")
                # The last fifth of a user's slates is not learned from.
                held[end - (end - begin) // HELD_SHARE : end] = True
            began = self.history_end > dataset.start[slates.user]
            self.learned, self.held = np.flatnonzero(began & ~held), np.flatnonzero(began & held)
            self.by_user = np.searchsorted(slates.user[self.learned], np.arange(dataset.users + 1))

    def draw(self, user: int, generator: np.random.Generator, most: int = 1) -> list[int]:
        """Up to `most` slates of the user that may be learned from, all after the same history; none where the user has none."""
        if self.dataset.slates is None:
            return []
        mine = self.learned[self.by_user[user] : self.by_user[user + 1]]
        if len(mine) == 0:
            return []
        one = int(mine[generator.integers(len(mine))])
        if most == 1:
            return [one]
        same = mine[(self.history_end[mine] == self.history_end[one]) & (mine != one)]
        return [one, *generator.permutation(same)[: most - 1].tolist()]

    def logged(self, slate: int) -> Slate:
        slates = self.dataset.slates
        cells = np.arange(slates.start[slate], min(slates.start[slate + 1], slates.start[slate] + self.most))
        return Slate(slates.item[cells], slates.actions[cells], slates.at_ms[slate], slates.surface[slate], 1 + cells - slates.start[slate])

    def followed(self, last: int, end: int) -> Slate:
        """The events after global index `last`, before `end`, that stand in for a slate."""
        dataset = self.dataset
        cells = np.arange(last + 1, min(last + 1 + self.most, end))
        if len(cells) > 0:
            near = ~(dataset.at_ms[cells] - dataset.at_ms[cells[0]] > SLATE_MS)
            cells = cells[near]
        at = dataset.at_ms[cells[0]] if len(cells) > 0 else np.nan
        return Slate(dataset.item[cells], dataset.actions[cells], at, dataset.surface[cells[0]] if len(cells) > 0 else -1, np.zeros(len(cells), np.int64))

    def collate(self, windows: list[np.ndarray], slates: list[list[Slate]]) -> SlateBatch:
        """The slates of every window, one after the other."""
        longest = max(1, max(sum(len(slate.item) for slate in mine) for mine in slates))
        shape = (len(slates), longest)
        item, surface, place = (np.zeros(shape, np.int64) for _ in range(3))
        actions = np.zeros((*shape, len(self.dataset.action_names)), np.float32)
        real, gap = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        for row, (window, mine) in enumerate(zip(windows, slates, strict=True)):
            first = 0
            for slate in mine:
                cells = slice(first, first + len(slate.item))
                item[row, cells], actions[row, cells], real[row, cells], place[row, cells] = slate.item, slate.actions, 1.0, slate.place
                gap[row, cells] = log_gap(np.array([slate.at_ms - self.dataset.at_ms[window[-1]]]))
                surface[row, cells] = slate.surface + 1
                first = cells.stop
        return SlateBatch(*(torch.from_numpy(array) for array in (item, actions, real, gap, surface, place)))


class WindowSampler:
    """
    Draws windows of at most `length` events, users with longer sequences more often (power of their length). A window ends before logged slates of its
    user, at most `together` of them, or at a random place. Where slates are logged, a share `elsewhere` of the windows ends at a random place and has none; the others
    are cut to a random length, at least `shortest` of `length`.
    """

    def __init__(
        self,
        dataset: Dataset,
        train_end: np.ndarray,
        length: int,
        power: float,
        drop: float,
        slates: SlateSource,
        generator: np.random.Generator,
        together: int = 1,
        elsewhere: float = 0.0,
        shortest: float = 1.0,
    ):
        counts = train_end - dataset.start[:-1]
        self.users = np.flatnonzero(counts >= 2)
        self.weight = counts[self.users] ** power
        self.weight = self.weight / self.weight.sum()
        self.dataset, self.train_end, self.length, self.drop, self.slates, self.generator = dataset, train_end, length, drop, slates, generator
        self.together, self.elsewhere, self.shortest = together, elsewhere, shortest

    def draw(self, size: int) -> tuple[list[np.ndarray], SlateBatch]:
        users = self.generator.choice(self.users, size, p=self.weight)
        windows, slates = zip(*(self.window(user) for user in users), strict=True)
        return list(windows), self.slates.collate(list(windows), list(slates))

    def window(self, user: int) -> tuple[np.ndarray, list[Slate]]:
        first, end = self.dataset.start[user], self.train_end[user]
        logged = self.dataset.slates is not None
        apart = logged and self.generator.random() < self.elsewhere
        chosen = [] if apart else self.slates.draw(user, self.generator, self.together)
        if chosen:
            last = min(int(self.slates.history_end[chosen[0]]), end)
        elif apart:
            last = self.generator.integers(first + 2, end + 1)
        else:
            # Half of the windows reach the newest event that may be learned from: that is where the model is used.
            last = end if self.generator.random() < 0.5 else self.generator.integers(first + 2, end + 1)
            if last == end and end - first > 8:
                last = end - self.generator.integers(0, 5)
        length = self.generator.integers(max(2, int(self.shortest * self.length)), self.length + 1) if chosen and self.shortest < 1 else self.length
        window = np.arange(max(first, last - length), last)
        after = [self.slates.logged(slate) for slate in chosen]
        if not chosen and not apart:
            after = [self.slates.followed(int(last) - 1, int(end))]
        if self.drop > 0 and len(window) > 4:
            kept = self.generator.random(len(window)) >= self.drop * self.generator.random()
            # The newest event stays: the time until the slate is counted from it.
            kept[-1] = True
            if kept.sum() >= 2:
                window = window[kept]
        return window, after
