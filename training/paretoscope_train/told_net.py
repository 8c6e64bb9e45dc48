"""The ceiling from observables: all that is known of a user and an item, and the user's true intensity beside it."""

import numpy as np
import torch

from .logged import Shown


def told_net(shown: Shown, own: np.ndarray, effect: np.ndarray, observed: np.ndarray, head: int, seed: int = 1, epochs: int = 6) -> np.ndarray:
    """
    What could be said from observables by someone told the user's true intensity: `own` [rows] + the item's `effect` given that [rows], and a net over these and
    all that is `observed` [rows, columns], fitted to what came of the learned slates with the position known and stopped by a tenth of the users. Answers logits
    as if every item stood first.
    """
    torch.manual_seed(seed)
    start = torch.from_numpy((own + effect).astype(np.float32))
    inputs = np.concatenate([own[:, None], effect[:, None], observed], 1)
    inputs = torch.from_numpy(((inputs - inputs.mean(0)) / (inputs.std(0) + 1e-6)).astype(np.float32))
    label, place = torch.from_numpy(shown.actions[:, head]), torch.from_numpy(shown.position)
    straight, bend = torch.nn.Linear(inputs.shape[1], 1), torch.nn.Sequential(torch.nn.Linear(inputs.shape[1], 32), torch.nn.SiLU(), torch.nn.Linear(32, 1))
    positions = torch.nn.Embedding(int(place.max()) + 1, 1)
    for parameter in (straight.weight, positions.weight, bend[2].weight, bend[2].bias):
        torch.nn.init.zeros_(parameter)
    base = float(np.clip(shown.actions[~shown.held, head].mean(), 1e-4, 1 - 1e-4))
    torch.nn.init.constant_(straight.bias, float(np.log(base / (1 - base)) - start.mean()))
    net = torch.nn.ModuleList([straight, bend, positions])
    answer = lambda rows: start[rows] + (straight(inputs[rows]) + bend(inputs[rows]))[:, 0]
    generator = np.random.default_rng(seed)
    stopping = np.isin(shown.user, generator.permutation(np.unique(shown.user))[::10])
    learn, stop = np.flatnonzero(~shown.held & ~stopping), torch.from_numpy(np.flatnonzero(~shown.held & stopping))
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.1)
    loss_of = lambda rows: torch.nn.functional.binary_cross_entropy_with_logits(answer(rows) + positions(place[rows])[:, 0], label[rows])
    best, kept = np.inf, start.numpy()
    for _ in range(epochs):
        for rows in np.array_split(generator.permutation(learn), max(1, len(learn) // 1_024)):
            optimiser.zero_grad()
            loss_of(torch.from_numpy(rows)).backward()
            optimiser.step()
        with torch.no_grad():
            loss = float(loss_of(stop))
            if loss < best:
                best, kept = loss, answer(slice(None)).numpy()
    return kept
