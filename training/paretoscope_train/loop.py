"""One training run: seeded, with averaged weights, stopping where the validation is best."""

import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from .data import Dataset
from .features import content_bags
from .loss import full_softmax, head_loss, sampled_softmax
from .metrics import summary, target_ranks
from .model import Model, Shape
from .neighbours import neighbour_factor
from .split import Split
from .targets import TargetMaker
from .windows import WindowSampler, collate, gap_column


@dataclass(frozen=True)
class Settings:
    seed: int = 1
    epochs: int = 12
    steps_per_epoch: int = 40
    minutes: float = 15.0
    patience: int = 4
    history: int = 64
    width: int = 128
    hidden: int = 128
    layers: int = 2
    heads: int = 4
    dropout: float = 0.3
    input_dropout: float = 0.2
    batch: int = 24
    positions: int = 512
    learning_rate: float = 1e-3
    weight_decay: float = 0.05
    id_decay: float = 0.0
    mask: float = 0.2
    drop_events: float = 0.3
    user_power: float = 0.5
    horizon: int = 3
    horizon_decay: float = 0.5
    any_weight: float = 0.3
    following: int = 4
    head_weight: float = 0.3
    min_token_items: int = 5
    average: float = 0.99
    pair_window: int = 20
    pair_half_life: float = 7.0
    pair_damping: float = 10.0
    id_rate: float = 1.0
    bias_scale: float = 0.3
    # Catalogues above this size are trained with sampled negatives.
    full_softmax_items: int = 20_000
    negatives: int = 4_096


@dataclass(frozen=True)
class Fit:
    model: Model
    epochs: int
    validation: dict[str, float]
    curve: tuple[float, ...]
    seconds: float


Report = Callable[[str, float], None]


def build_model(dataset: Dataset, split: Split, settings: Settings) -> Model:
    torch.manual_seed(settings.seed)
    learned = np.concatenate([np.arange(a, b) for a, b in zip(dataset.start[:-1], split.train_end, strict=True)])
    counts = np.bincount(dataset.item[learned], minlength=len(dataset.items)).astype(np.float32)
    popularity = np.log((counts + 0.5) / (counts.sum() + 0.5 * len(counts)))
    flat, offsets, tokens = content_bags(dataset.items, settings.min_token_items)
    shape = Shape(
        items=len(dataset.items),
        tokens=tokens,
        actions=len(dataset.action_names),
        width=settings.width,
        hidden=settings.hidden,
        layers=settings.layers,
        heads=settings.heads,
        dropout=settings.dropout,
        input_dropout=settings.input_dropout,
    )
    centred = settings.bias_scale * torch.from_numpy(popularity - popularity.max())
    rates = torch.from_numpy(dataset.actions[learned].mean(0))
    factor = neighbour_factor(dataset, split.train_end, settings.width, settings.pair_window, settings.pair_half_life, settings.pair_damping, settings.seed)
    return Model(shape, torch.from_numpy(flat), torch.from_numpy(offsets), centred, factor, rates)


class Trainer:
    def __init__(self, dataset: Dataset, split: Split, settings: Settings):
        self.dataset, self.split, self.settings = dataset, split, settings
        self.model = build_model(dataset, split, settings)
        self.averaged = copy.deepcopy(self.model)
        self.generator = np.random.default_rng(settings.seed)
        self.gaps = gap_column(dataset)
        self.sampler = WindowSampler(dataset, split.train_end, settings.history, settings.user_power, settings.drop_events, self.generator)
        self.targets = TargetMaker(dataset, split.train_end, settings.horizon, settings.horizon_decay, settings.any_weight, settings.following)
        named = dict(self.model.named_parameters())
        plain = [p for n, p in named.items() if n.endswith(("bias", "rate")) or "norm" in n]
        ids = [named["table.id"]]
        rest = [p for n, p in named.items() if all(p is not q for q in plain + ids)]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": rest, "weight_decay": settings.weight_decay},
                {"params": ids, "weight_decay": settings.id_decay, "rate": settings.id_rate},
                {"params": plain, "weight_decay": 0.0},
            ],
            lr=settings.learning_rate,
            betas=(0.9, 0.98),
        )
        counts = np.bincount(dataset.item[: dataset.events], minlength=len(dataset.items)) if len(dataset.items) > settings.full_softmax_items else None
        self.proposal = None if counts is None else 0.5 * counts / counts.sum() + 0.5 / len(counts)
        self.step_number = 0

    def step(self, total_steps: int) -> float:
        settings = self.settings
        self.model.train()
        warm = min(1.0, (self.step_number + 1) / 100)
        decay = 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, self.step_number / total_steps)))
        for group in self.optimiser.param_groups:
            group["lr"] = settings.learning_rate * group.get("rate", 1.0) * warm * decay
        loss = self.loss()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step_number += 1
        keep = min(settings.average, self.step_number / (self.step_number + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.parameters()), list(self.model.parameters()), 1 - keep)
        return float(loss.detach())

    def loss(self) -> torch.Tensor:
        settings, model = self.settings, self.model
        batch = collate(self.dataset, self.gaps, self.sampler.draw(settings.batch))
        targets = self.targets.make(batch.index.numpy(), self.generator, settings.positions)
        masked = torch.from_numpy((self.generator.random(batch.item.shape) < settings.mask).astype(np.float32))
        table = model.table()
        states, queries = model.encoder(table[batch.item], batch.actions * (1 - masked)[..., None], masked, batch.gaps)
        query = queries[targets.row, targets.column]
        state = states[targets.row, targets.column]
        places = torch.arange(batch.item.shape[1])
        # Positions after the chosen one repeat the chosen item, which is seen anyway.
        chosen = batch.item[targets.row, targets.column]
        seen = torch.where(places[None, :] <= targets.column[:, None], batch.item[targets.row], chosen[:, None])
        if self.proposal is None:
            retrieval = full_softmax(query, table, targets.items, targets.weights, seen)
        else:
            drawn = self.generator.choice(len(self.proposal), settings.negatives, p=self.proposal)
            log_q = torch.from_numpy(np.log(self.proposal[drawn]).astype(np.float32))
            retrieval = sampled_softmax(query, table, targets.items, targets.weights, seen, torch.from_numpy(drawn), log_q)
        logits = model.scorer(state, table[targets.next_items])
        return retrieval + settings.head_weight * head_loss(logits, targets.next_actions, targets.next_real)

    def validate(self) -> dict[str, float]:
        return summary(target_ranks(self.averaged, self.dataset, self.gaps, self.split.targets, self.settings.history))


def fit(dataset: Dataset, split: Split, settings: Settings, report: Report, epochs: int | None = None) -> Fit:
    """
    Trains up to `settings.epochs` and keeps the averaged weights of the best validation; with `epochs` it runs that many under the same schedule
    and validates nothing (the fit on everything that may be learned from).
    """
    began = time.monotonic()
    trainer = Trainer(dataset, split, settings)
    total = settings.epochs * settings.steps_per_epoch
    best: tuple[float, int, dict[str, float], Model] | None = None
    curve: list[float] = []
    last = epochs if epochs is not None else settings.epochs
    if epochs is None:
        start = trainer.validate()
        report(f"before training: recall@10 {start['recall@10']:.4f} ndcg@10 {start['ndcg@10']:.4f} gain {start['gain']:.4f}", 0.0)
    for epoch in range(1, last + 1):
        loss = sum(trainer.step(total) for _ in range(settings.steps_per_epoch)) / settings.steps_per_epoch
        note = f"epoch {epoch} of {last}, loss {loss:.3f}"
        if epochs is None:
            quality = trainer.validate()
            curve.append(quality["gain"])
            if best is None or quality["gain"] > best[0]:
                best = (quality["gain"], epoch, quality, copy.deepcopy(trainer.averaged))
            note += f", validation recall@10 {quality['recall@10']:.4f} ndcg@10 {quality['ndcg@10']:.4f} gain {quality['gain']:.4f}"
        report(note, epoch / last)
        if epochs is None and best is not None and epoch - best[1] >= settings.patience:
            break
        if (time.monotonic() - began) / 60 >= settings.minutes:
            break
    seconds = time.monotonic() - began
    if best is None:
        return Fit(trainer.averaged.eval(), last, {}, (), seconds)
    return Fit(best[3].eval(), best[1], best[2], tuple(curve), seconds)
