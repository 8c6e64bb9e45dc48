import dataclasses

import numpy as np
import pytest
import torch
from conftest import add_slates, write_export

from paretoscope_train.data import BadExport, read_export
from paretoscope_train.rate_fit import RateFit
from paretoscope_train.settings import Settings
from paretoscope_train.setup import build_model
from paretoscope_train.split import split_events
from paretoscope_train.user_levels import candidate_states, lay_user_levels, levels_by_counting

SMALL = Settings(width=16, hidden=32, layers=2, heads=2, history=24, slate=6, rate_scale=0.3, even_heads=1, user_levels=80)


@pytest.fixture
def people(tmp_path):
    """80 people whose chances to save lie between 0.1 and 0.8, and an export of their events and one slate of each."""
    random = np.random.default_rng(8)
    likely = np.linspace(0.1, 0.8, 80)
    sequences = [[(int(item), 2 if random.random() < chance else 1) for item in random.integers(0, 30, 24)] for chance in likely]
    folder = write_export(tmp_path / "export", sequences, 30)
    slates = [(user, 1.7e12 + 86_400_000, [(int(item), 1) for item in random.choice(30, 6, replace=False)]) for user in range(80)]
    add_slates(folder, slates)
    return likely, folder


def test_levels_are_counted_and_drawn_towards_the_usual(people):
    likely, folder = people
    dataset = read_export(folder)
    split = split_events(dataset, "none", 0)
    fit = RateFit(np.zeros(30, np.float32), np.array([0.0]), 0.5)
    found = levels_by_counting(dataset, split, np.arange(80), fit, 1)
    assert np.corrcoef(found, np.log(likely / (1 - likely)))[0, 1] > 0.85
    # With 24 events at an even chance and this prior three quarters of what was counted is left.
    assert 0.6 < np.polyfit(np.log(likely / (1 - likely)), found, 1)[0] < 1.0


def test_a_disturbed_model_says_again_what_was_counted(people):
    likely, folder = people
    dataset = read_export(folder)
    split = split_events(dataset, "none", 0)
    model = build_model(dataset, split, SMALL).eval()
    random = torch.Generator().manual_seed(4)
    with torch.no_grad():
        for part in model.trunk.blocks:
            part.out.weight += 0.3 * torch.randn(part.out.weight.shape, generator=random)
            part.down.weight += 0.3 * torch.randn(part.down.weight.shape, generator=random)
    before = of_user_means(model, dataset, split, likely)
    lay_user_levels(model, dataset, split, SMALL)
    after = of_user_means(model, dataset, split, likely)
    assert after > 0.85 and after > before + 0.05


@torch.no_grad()
def of_user_means(model, dataset, split, likely):
    states, _, owner = candidate_states(model, dataset, split, np.arange(80), 24, 6)
    means = np.bincount(owner, model.head(states)[:, 1].numpy(), 80)
    known = np.bincount(owner, minlength=80) > 0
    return np.corrcoef((means / np.maximum(np.bincount(owner, minlength=80), 1))[known], likely[known])[0, 1]


def test_it_says_what_it_needs(people):
    dataset = read_export(people[1])
    split = split_events(dataset, "none", 0)
    with pytest.raises(BadExport, match="even-heads"):
        lay_user_levels(build_model(dataset, split, SMALL), dataset, split, dataclasses.replace(SMALL, even_heads=0))
