"""One training run: seeded, with averaged weights, stopping where the validation is best."""

import copy
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .data import Dataset
from .loss import Negatives, head_loss, softmax_loss
from .metrics import head_quality, summary, target_ranks
from .model import Model
from .places import Places
from .settings import Settings
from .setup import build_model, build_parts, learned_events, own_columns, vocabulary
from .split import Split
from .targets import TargetMaker
from .windows import SlateSource, WindowSampler, collate, gap_column


@dataclass(frozen=True)
class Fit:
    model: Model
    epochs: int
    validation: dict[str, float]
    curve: tuple[float, ...]
    seconds: float


Report = Callable[[str, float], None]


class Trainer:
    def __init__(self, dataset: Dataset, split: Split, settings: Settings, start: tuple[Model, Places] | None = None):
        """`start`: what build_parts made for a seed and these settings, which several runs share."""
        self.dataset, self.split, self.settings = dataset, split, settings
        self.model, self.places = build_parts(dataset, split, settings) if start is None else copy.deepcopy(start)
        if settings.permute_outcomes:
            # Where a model starts from knows outcomes too: here it asks for the same under each.
            with torch.no_grad():
                outcome = self.model.query.outcome
                outcome.copy_(outcome.mean(0).expand_as(outcome))
        self.averaged = copy.deepcopy(self.model)
        self.generator = np.random.default_rng(settings.seed)
        self.gaps = gap_column(dataset)
        self.slates = SlateSource(dataset, split.train_end, settings.slate)
        self.sampler = WindowSampler(
            dataset, split.train_end, settings.history, settings.user_power, settings.drop_events, self.slates, self.generator, settings.together, settings.elsewhere, settings.shortest
        )
        words = vocabulary(dataset, settings)
        self.targets = TargetMaker(
            dataset,
            split.train_end,
            words.item_topics,
            len(words.offsets),
            settings.horizon,
            settings.horizon_decay,
            settings.any_weight,
            settings.conditioned,
            bool(settings.permute_outcomes),
            settings.seed,
        )
        learned = learned_events(dataset, split)
        counts = np.bincount(dataset.item[learned][dataset.positive[learned]], minlength=len(dataset.items))
        self.negatives = None
        if len(dataset.items) > settings.full_softmax_items:
            self.negatives = Negatives(counts / max(1, counts.sum()), settings.negatives, bool(settings.log_q))
        # Rare actions count as much as common ones: by the inverse of their spread, at mean 1.
        rate = np.clip(dataset.actions[learned].mean(0), 0.01, 0.99)
        weight = 1 / np.sqrt(rate * (1 - rate))
        self.head_weights = torch.from_numpy((weight / weight.mean()).astype(np.float32))
        self.optimiser = make_optimiser(self.model, self.places, settings)
        self.fixed = own_columns(dataset, settings) if settings.fixed_rates else 0
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
        hold_columns(self.model, self.fixed)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step_number += 1
        keep = min(settings.average, self.step_number / (self.step_number + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.averaged.parameters()), list(self.model.parameters()), 1 - keep)
        return float(loss.detach())

    def loss(self) -> torch.Tensor:
        settings, model = self.settings, self.model
        windows, slate = self.sampler.draw(settings.batch)
        batch = collate(self.dataset, self.gaps, windows)
        real = batch.index >= 0
        hidden = torch.from_numpy(self.generator.random(batch.item.shape) < settings.mask) & real
        targets = self.targets.make(batch.index.numpy(), self.generator, settings.positions, hidden.numpy())
        needed = [batch.item.ravel(), slate.item.ravel(), targets.items.ravel(), targets.long_items]
        if self.negatives is None:
            drawn, log_q, catalogue = None, None, np.arange(len(self.dataset.items))
        else:
            drawn, log_q = self.negatives.draw(targets.items[targets.weights > 0].numpy(), self.generator)
            catalogue = np.unique(np.concatenate([drawn, *(part.numpy() for part in needed)]))
        place = torch.full((len(self.dataset.items),), -1, dtype=torch.long)
        place[catalogue] = torch.arange(len(catalogue))
        table = model.table(None if self.negatives is None else torch.from_numpy(catalogue))
        masked = hidden.float()
        items = table[place[batch.item]]
        keys, values, states = model.trunk.history(items, batch.actions, masked, batch.gaps, batch.surfaces)
        loss = self.head_part(table, place, batch, slate, hidden, keys, values, states)
        if settings.retrieval_weight > 0:
            recent = model.recent(items, batch.actions, masked, batch.gaps)
            loss = loss + settings.retrieval_weight * self.retrieval_part(table, place, batch, targets, drawn, log_q, states, recent)
        return loss

    def head_part(self, table, place, batch, slate, hidden, keys, values, states) -> torch.Tensor:
        """Heads at hidden positions of the past, and over the later slate."""
        settings, model = self.settings, self.model
        loss = torch.zeros(())
        if settings.past_weight > 0 and hidden.any():
            logits = model.head(states[hidden]) + self.places(torch.zeros((), dtype=torch.long))
            loss = loss + settings.past_weight * head_loss(logits, batch.actions[hidden], torch.ones(len(logits)), self.head_weights)
        if settings.slate_weight > 0 and slate.real.any():
            found = model.trunk.candidates(keys, values, batch.length, table[place[slate.item]], slate.gap, slate.surface)
            loss = loss + settings.slate_weight * head_loss(model.head(found) + self.places(slate.place), slate.actions, slate.real, self.head_weights)
        return loss

    def retrieval_part(self, table, place, batch, targets, drawn, log_q, states, recent) -> torch.Tensor:
        settings, model = self.settings, self.model
        state = states[targets.row, targets.column]
        queries = model.query(
            state, recent[targets.row, targets.column], targets.outcomes[:, None], targets.topics[:, None], targets.offsets[:, None]
        )[:, 0]
        # The rows of the softmax: the negatives first, then what only targets need, and a last row that is nobody's.
        if drawn is None:
            vectors, column = table, place
        else:
            extra = np.setdiff1d(torch.cat([targets.items.ravel(), targets.long_items]).numpy(), drawn)
            rows = np.concatenate([drawn, extra])
            log_q = torch.cat([log_q, torch.full((len(extra),), HUGE)])
            vectors = table[place[rows]]
            column = torch.full((len(self.dataset.items),), len(rows), dtype=torch.long)
            column[rows] = torch.arange(len(rows))
        vectors = torch.cat([vectors, torch.zeros_like(vectors[:1])])
        places = torch.arange(batch.item.shape[1])
        # Positions after the chosen one repeat the chosen item, which is seen anyway.
        chosen = batch.item[targets.row, targets.column]
        seen = column[torch.where(places[None, :] <= targets.column[:, None], batch.item[targets.row], chosen[:, None])]
        if self.dataset.keeps_seen:
            seen = seen[:, :0]
        loss = softmax_loss(queries, vectors, log_q, column[targets.items], targets.weights, seen)
        if settings.user_weight > 0:
            # The rows come in random order, so the first of them are a draw.
            few = slice(0, max(1, len(state) // LONG_SHARE))
            users = model.user_embedding(state[few]) * model.log_user_scale.exp()
            long = softmax_loss(users, vectors, log_q, column[targets.long_items[few]][:, None], targets.long_real[few, None], seen[few, :0])
            loss = loss + settings.user_weight * long
        return loss

    def validate(self) -> dict[str, float]:
        targets = self.split.targets
        if len(targets) > self.settings.validation_limit:
            targets = np.random.default_rng(0).choice(targets, self.settings.validation_limit, replace=False)
        result = summary(target_ranks(self.averaged, self.dataset, self.gaps, targets, self.settings.history))
        return result | head_quality(self.averaged, self.dataset, self.gaps, self.slates, self.split, self.settings)


def hold_columns(model: Model, columns: int) -> None:
    """Takes the last `columns` columns but one of the item vectors, before their norm, out of this step."""
    if columns == 0:
        return
    table, held = model.table, slice(-1 - columns, -1)
    for layer in (table.id, table.content):
        layer.weight.grad[:, held] = 0.0
    table.out.weight.grad[held] = 0.0
    table.out.bias.grad[held] = 0.0


# The log chance of an item that only stands here as a target: nothing of it is in the sum over negatives.
HUGE = 1e9
# One row in so many also learns the long-term embedding, which changes slowly.
LONG_SHARE = 3


def make_optimiser(model: Model, places: Places, settings: Settings) -> torch.optim.Optimizer:
    named = dict(model.named_parameters())
    plain = [*places.parameters()] + [p for n, p in named.items() if n.endswith(("bias", "rate", "scale", "free", "embedding")) or "norm" in n]
    ids = [named["table.id.weight"]]
    rest = [p for n, p in named.items() if all(p is not q for q in plain + ids)]
    return torch.optim.AdamW(
        [
            {"params": rest, "weight_decay": settings.weight_decay},
            {"params": ids, "weight_decay": settings.id_decay, "rate": settings.id_rate},
            {"params": plain, "weight_decay": 0.0},
        ],
        lr=settings.learning_rate,
        betas=(0.9, 0.98),
    )


def fit(dataset: Dataset, split: Split, settings: Settings, report: Report, epochs: int | None = None, checkpoint: Path | None = None) -> Fit:
    """
    Trains up to `settings.epochs` and keeps the averaged weights of the best validation; with `epochs` it runs that many under the same schedule
    and validates nothing (the fit on everything that may be learned from). The best so far is written to `checkpoint` after every epoch.
    """
    began = time.monotonic()
    trainer = Trainer(dataset, split, settings)
    total = settings.epochs * settings.steps_per_epoch
    best: tuple[float, int, dict[str, float], Model] | None = None
    curve: list[float] = []
    last = epochs if epochs is not None else settings.epochs
    if epochs is None:
        report(f"before training: {told(trainer.validate())}", 0.0)
    for epoch in range(1, last + 1):
        loss = sum(trainer.step(total) for _ in range(settings.steps_per_epoch)) / settings.steps_per_epoch
        note = f"epoch {epoch} of {last}, loss {loss:.3f}"
        if epochs is None:
            quality = trainer.validate()
            # Retrieval and heads both choose: the gain of the whole ranking, and half the mean AUC, which is the noisier one.
            merit = quality["gain"] + 0.5 * quality.get("auc", 0.0)
            curve.append(merit)
            if best is None or merit > best[0]:
                best = (merit, epoch, quality, copy.deepcopy(trainer.averaged))
                if checkpoint is not None:
                    torch.save({"model": best[3].state_dict(), "epochs": epoch, "validation": quality, "seconds": time.monotonic() - began}, checkpoint)
            note += f", validation {told(quality)}"
        report(note, epoch / last)
        if epochs is None and best is not None and epoch - best[1] >= settings.patience:
            break
        if (time.monotonic() - began) / 60 >= settings.minutes:
            break
    seconds = time.monotonic() - began
    if best is None:
        return Fit(trainer.averaged.eval(), last, {}, (), seconds)
    return Fit(best[3].eval(), best[1], best[2], tuple(curve), seconds)


def restore(dataset: Dataset, split: Split, settings: Settings, checkpoint: Path) -> Fit:
    """The fit that a checkpoint holds, without training."""
    model = build_model(dataset, split, settings)
    held = torch.load(checkpoint, weights_only=True)
    model.load_state_dict(held["model"])
    return Fit(model.eval(), held["epochs"], held["validation"], (), held["seconds"])


def told(quality: dict[str, float]) -> str:
    return " ".join(f"{name} {quality[name]:.4f}" for name in ("recall@10", "ndcg@10", "gain", "auc") if name in quality)
