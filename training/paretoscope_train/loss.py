"""Softmax over the catalogue (whole or sampled with logQ correction) and binary cross-entropy per head."""

import torch
from torch.nn import functional

HIDDEN = -1e9


def full_softmax(queries: torch.Tensor, table: torch.Tensor, items: torch.Tensor, weights: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
    """
    Cross-entropy of `weights` over `items` [P, T] against the softmax of queries [P, d] over the whole table [items, d].
    `seen` [P, n] are items left out of the softmax (repeats allowed): retrieval never returns them.
    """
    logits = (queries @ table.T).scatter(1, seen, HIDDEN)
    score = logits.gather(1, items)
    total = torch.logsumexp(logits, dim=1, keepdim=True)
    return cross_entropy(score, total, weights)


def sampled_softmax(
    queries: torch.Tensor, table: torch.Tensor, items: torch.Tensor, weights: torch.Tensor, seen: torch.Tensor, negatives: torch.Tensor, log_q: torch.Tensor
) -> torch.Tensor:
    """
    The same with `negatives` [S] drawn from a proposal Q: every negative stands for 1 / (S Q) items (`log_q` = log Q of each), so the sum over them
    estimates the sum over the catalogue without bias. A negative that is a target or was seen is left out for that row.
    """
    score = (queries[:, None] * table[items]).sum(-1)
    logits = queries @ table[negatives].T - log_q - torch.log(torch.tensor(float(len(negatives))))
    clash = (negatives[None, :, None] == torch.cat([items, seen], 1)[:, None, :]).any(-1)
    logits = logits.masked_fill(clash, HIDDEN)
    rest = torch.logsumexp(logits, dim=1, keepdim=True)
    return cross_entropy(score, torch.logaddexp(score, rest), weights)


def cross_entropy(score: torch.Tensor, total: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    rows = weights.sum(1)
    return ((total - score) * weights).sum() / rows.sum().clamp(min=1.0)


def head_loss(logits: torch.Tensor, actions: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Mean binary cross-entropy over the heads of the events that really followed; logits, actions [P, C, H], real [P, C]."""
    each = functional.binary_cross_entropy_with_logits(logits, actions, reduction="none").mean(-1)
    return (each * real).sum() / real.sum().clamp(min=1.0)
