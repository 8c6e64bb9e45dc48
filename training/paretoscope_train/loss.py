"""Softmax over the catalogue (whole or sampled with logQ correction) and binary cross-entropy per head."""

import numpy as np
import torch
from torch.nn import functional

HIDDEN = -1e9


class Negatives:
    """
    Mixed negatives: the batch's own targets, which come as often as items are targets, and even draws from the catalogue. An item stands here once;
    `log_q` is the log of the chance that it does, so that each stands for 1 / chance items and the sum over them estimates the whole catalogue's.
    """

    def __init__(self, frequency: np.ndarray, random: int, correct: bool):
        self.frequency, self.random, self.correct = frequency, random, correct

    def draw(self, targets: np.ndarray, generator: np.random.Generator) -> tuple[np.ndarray, torch.Tensor]:
        """`targets`: the items that the batch's rows predict. Answers the items and their log_q."""
        items = np.unique(np.concatenate([targets, generator.integers(0, len(self.frequency), self.random)]))
        expected = len(targets) * self.frequency[items] + self.random / len(self.frequency)
        chance = -np.expm1(-expected) if self.correct else np.full(len(items), len(items) / len(self.frequency))
        return items, torch.from_numpy(np.log(np.maximum(chance, 1e-9)).astype(np.float32))


def softmax_loss(
    queries: torch.Tensor, vectors: torch.Tensor, log_q: torch.Tensor | None, places: torch.Tensor, weights: torch.Tensor, seen: torch.Tensor
) -> torch.Tensor:
    """
    Cross-entropy of `weights` [R, T] over the targets, rows `places` [R, T] of `vectors` [S + 1, d], against the softmax of queries [R, d] over the
    first S rows: the whole catalogue without `log_q`, else negatives with their log chances. `seen` [R, n] are rows left out of the softmax (repeats
    allowed; S, the last row, is nobody's): retrieval never returns what was seen.
    """
    scores = queries @ vectors.T
    target = scores.gather(1, places)
    rest = scores.clone()
    if log_q is not None:
        rest[:, :-1] = rest[:, :-1] - log_q
        rest = rest.scatter(1, places, HIDDEN)
    nobody = torch.full_like(seen[:, :1], scores.shape[1] - 1)
    rest = rest.scatter(1, torch.cat([seen, nobody], 1), HIDDEN)
    total = torch.logsumexp(rest, dim=1, keepdim=True)
    if log_q is not None:
        total = torch.logaddexp(target, total)
    rows = weights.sum(1)
    return ((total - target) * weights).sum() / rows.sum().clamp(min=1.0)


def head_loss(logits: torch.Tensor, actions: torch.Tensor, real: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy summed over the heads by their weights [A], averaged over the real rows; logits, actions [..., A], real [...]."""
    each = (functional.binary_cross_entropy_with_logits(logits, actions, reduction="none") * weights).sum(-1)
    return (each * real).sum() / real.sum().clamp(min=1.0)
