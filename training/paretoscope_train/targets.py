"""What each position of a window should predict."""

from dataclasses import dataclass

import numpy as np
import torch

from .data import Dataset

# Time offsets of a query: "the first positive event at least this long from now". Index 0 is "next".
OFFSET_NAMES = ("next", "+1 h", "+1 d", "+7 d")
HOUR_MS = 3_600_000
OFFSET_MS = (0, HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS)
# The long-term user embedding predicts a random positive event of this time; of the next 50 events where there are no times.
LONG_MS = 28 * 24 * HOUR_MS
LONG_EVENTS = 50


@dataclass(frozen=True)
class Targets:
    """
    For R rows (position `row`, `column` of the batch, under one condition): `items` [R, T] with `weights` (rows sum to what they count, a row of zeros has none);
    the condition as `outcomes` [R, A] (one 1, or none), `topics` [R], `offsets` [R]. `long_items` [R] with `long_real`: the long-term objective.
    """

    row: torch.Tensor
    column: torch.Tensor
    items: torch.Tensor
    weights: torch.Tensor
    outcomes: torch.Tensor
    topics: torch.Tensor
    offsets: torch.Tensor
    long_items: torch.Tensor
    long_real: torch.Tensor


class TargetMaker:
    """
    Rows without a condition learn the next `horizon` positive events, nearer ones more (geometric `decay`), and with weight `any_weight` the next event
    of any kind. A share of rows is conditioned: on what really came of one target (a positive event after the offset, or one of the next events of any
    kind), on its topic and on the time offset, each left out half of the time. Of several outcomes one is asked for, with a weight of their number: so the
    targets of a condition are all events with that outcome, as likely with others as without. Where retrieval leaves out what was seen, an item that
    stands in the window already is no target.
    """

    def __init__(
        self,
        dataset: Dataset,
        train_end: np.ndarray,
        topics: np.ndarray,
        offsets: int,
        horizon: int,
        decay: float,
        any_weight: float,
        conditioned: float,
        permute: bool = False,
        seed: int = 0,
    ):
        self.dataset, self.topics, self.offsets, self.conditioned = dataset, topics, offsets, conditioned
        self.end = np.repeat(train_end, np.diff(dataset.start))
        self.next_positive = following_positive(dataset)
        self.positives = np.flatnonzero(dataset.positive)
        shares = decay ** np.arange(horizon)
        self.weights = np.concatenate([(1 - any_weight) * shares / shares.sum(), [any_weight]])
        self.horizon = horizon
        # What comes of every event tells nothing and is never asked for.
        self.telling = (dataset.actions.mean(0) < 0.99).astype(np.float32)
        # A control of the ablations: the outcomes of another event.
        self.labels = np.random.default_rng(seed).permutation(dataset.events) if permute else np.arange(dataset.events)

    def make(self, index: np.ndarray, generator: np.random.Generator, limit: int, hidden: np.ndarray | None = None) -> Targets:
        """`index` [B, n] holds global event indexes, -1 in the padding. At most `limit` positions are drawn, none where `hidden`."""
        usable = (index >= 0) & (np.where(index >= 0, index, 0) + 1 < self.end[index])
        if hidden is not None:
            usable &= ~hidden
        row, column = np.nonzero(usable)
        if len(row) > limit:
            chosen = generator.choice(len(row), limit, replace=False)
            row, column = row[chosen], column[chosen]
        plain = np.ones(len(row), bool)
        if self.conditioned > 0:
            again = np.flatnonzero(generator.random(len(row)) < self.conditioned)
            row, column = np.concatenate([row, row[again]]), np.concatenate([column, column[again]])
            plain = np.concatenate([plain, np.zeros(len(again), bool)])
        event = index[row, column]
        picked = self.ahead(event)
        weights = np.tile(self.weights, (len(event), 1))
        outcomes = np.zeros((len(event), self.dataset.actions.shape[1]), np.float32)
        topics, offsets = np.zeros(len(event), np.int64), np.zeros(len(event), np.int64)
        importance = self.condition(np.flatnonzero(~plain), event, picked, weights, outcomes, topics, offsets, generator)
        end = self.end[event]
        real = picked < end[:, None]
        items = self.dataset.item[np.where(real, picked, 0)]
        if not self.dataset.keeps_seen:
            seen_index = np.where(np.arange(index.shape[1])[None, :] <= column[:, None], index[row], -1)
            seen = np.where(seen_index >= 0, self.dataset.item[seen_index], -1)
            real &= ~(items[:, :, None] == seen[:, None, :]).any(-1)
        weights = np.where(real, weights, 0.0)
        weights = importance[:, None] * weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)
        long_items, long_real = self.long_term(event, end, generator)
        arrays = (row, column, items, weights.astype(np.float32), outcomes, topics, offsets, long_items, long_real.astype(np.float32))
        return Targets(*(torch.from_numpy(array) for array in arrays))

    def ahead(self, event: np.ndarray) -> np.ndarray:
        """The next `horizon` positive events and the next event of any kind: [R, horizon + 1] global indexes."""
        picked = np.empty((len(event), self.horizon + 1), np.int64)
        cursor = event
        for step in range(self.horizon):
            cursor = self.next_positive[cursor]
            picked[:, step] = cursor
        picked[:, self.horizon] = event + 1
        return picked

    def condition(
        self,
        rows: np.ndarray,
        event: np.ndarray,
        picked: np.ndarray,
        weights: np.ndarray,
        outcomes: np.ndarray,
        topics: np.ndarray,
        offsets: np.ndarray,
        generator: np.random.Generator,
    ) -> np.ndarray:
        """Turns `rows` into rows of one target each, under a condition that holds for it (changes the arrays). Answers how much every row counts."""
        importance = np.ones(len(event))
        if len(rows) == 0:
            return importance
        dataset, events = self.dataset, self.dataset.events
        offset = np.where(generator.random(len(rows)) < 0.4, generator.integers(0, self.offsets, len(rows)), 0)
        later = dataset.at_ms[event[rows]] + np.array(OFFSET_MS)[offset]
        first = self.positives[np.minimum(self.later_positive(event[rows], later), len(self.positives) - 1)]
        # Without an offset any event may be the target, so that outcomes which are not positive are learned too.
        near = event[rows] + 1 + generator.integers(0, 4, len(rows))
        target = np.where(offset > 0, first, near)
        target = np.where((target > event[rows]) & (target < events), target, events - 1)
        gone = (offset > 0) & (dataset.at_ms[target] < later)
        weights[rows] = 0.0
        weights[rows, 0] = np.where(gone, 0.0, 1.0)
        picked[rows, 0] = target
        told = generator.random(len(rows)) < 0.6
        acts = dataset.actions[self.labels[target]] * self.telling
        asked = (acts * generator.random(acts.shape)).argmax(1)
        told &= acts[np.arange(len(rows)), asked] > 0
        outcomes[rows[told], asked[told]] = 1.0
        # At mean 1, so that conditioned rows count as others do.
        importance[rows[told]] = acts.sum(1)[told] / max(1.0, float(acts.sum(1)[told].mean())) if told.any() else 1.0
        mine = self.topics[dataset.item[target]]
        known = np.maximum((mine > 0).sum(1), 1)
        topic = mine[np.arange(len(rows)), generator.integers(0, known)]
        topics[rows] = topic * (generator.random(len(rows)) < 0.5)
        offsets[rows] = offset
        return importance

    def later_positive(self, event: np.ndarray, later: np.ndarray) -> np.ndarray:
        """Place in `positives` of the first positive event of the same user at or after a time (the user's end where there is none)."""
        low, high = np.searchsorted(self.positives, event + 1), np.searchsorted(self.positives, self.end[event])
        top = high.copy()
        at = self.dataset.at_ms[self.positives]
        while np.any(low < high):
            middle = (low + high) // 2
            before = at[np.minimum(middle, len(at) - 1)] < later
            open_ = low < high
            low = np.where(open_ & before, middle + 1, low)
            high = np.where(open_ & ~before, middle, high)
        return np.minimum(low, top)

    def long_term(self, event: np.ndarray, end: np.ndarray, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """A random positive event of the next 28 days per row, and whether there is one."""
        at = self.dataset.at_ms
        first = np.searchsorted(self.positives, event + 1)
        if self.dataset.timed:
            last = np.minimum(self.later_positive(event, at[event] + LONG_MS), np.searchsorted(self.positives, end))
        else:
            last = np.searchsorted(self.positives, np.minimum(event + LONG_EVENTS, end))
        real = last > first
        chosen = first + (generator.random(len(event)) * np.maximum(last - first, 1)).astype(np.int64)
        return self.dataset.item[self.positives[np.where(real, chosen, 0)]], real


def following_positive(dataset: Dataset) -> np.ndarray:
    """Global index of the next positive event after each event; `events` where there is none. One entry more, so that it can be chained."""
    result = np.full(dataset.events + 1, dataset.events, np.int64)
    upcoming = dataset.events
    for event in range(dataset.events - 1, -1, -1):
        result[event] = upcoming
        if dataset.positive[event]:
            upcoming = event
    return result
