import dataclasses

import numpy as np
import pytest
import torch
from conftest import add_slates, write_export

from paretoscope_train.counted import count
from paretoscope_train.data import BadExport, read_export
from paretoscope_train.settings import Settings
from paretoscope_train.settle import candidate_states, settle_heads
from paretoscope_train.setup import build_model, known_rates, learned_events
from paretoscope_train.split import split_events

SMALL = Settings(width=16, hidden=32, layers=2, heads=2, history=24, slate=6, min_token_items=1, rate_scale=0.3, even_heads=1, settle_users=80)


@pytest.fixture
def people(tmp_path):
    """80 people whose chances to save lie between 0.1 and 0.8, and an export of their events, all of even items, and one slate of each; what they met the topic of is saved oftener."""
    random = np.random.default_rng(8)
    likely = np.linspace(0.1, 0.8, 80)
    sequences = [[(int(2 * item), 2 if random.random() < chance else 1) for item in random.integers(0, 15, 24)] for chance in likely]
    folder = write_export(tmp_path / "export", sequences, 30)
    shown = lambda user, item: (int(item), 2 if random.random() < likely[user] * (1.0 if item % 2 == 0 else 0.2) else 1)
    add_slates(folder, [(user, 1.7e12 + 86_400_000 * (1 + day), [shown(user, item) for item in random.choice(30, 6, replace=False)]) for user in range(80) for day in range(5)])
    return likely, folder


def test_counting_says_who_saves_and_that_topics_met_before_are_liked(people):
    likely, folder = people
    dataset = read_export(folder)
    split = split_events(dataset, "none", 0)
    known = known_rates(dataset, split, SMALL, learned_events(dataset, split))
    counted = count(dataset, split, SMALL, known.fit, known.varied)
    assert np.corrcoef(counted.users[:, 1], np.log(likely / (1 - likely)))[0, 1] > 0.85
    history, every = torch.tensor([[0, 2]]), torch.tensor([[4, 5]])
    seen = counted.seen(history, torch.ones_like(history, dtype=torch.bool), every)
    assert seen[0].tolist() == [[1, 0, 0, 0], [0, 0, 0, 0]]
    assert not counted.seen(history, torch.zeros_like(history, dtype=torch.bool), every).any()
    even, odd = counted.logits(torch.tensor([40]), history, torch.ones_like(history, dtype=torch.bool), every)[0, :, 1]
    assert counted.met[0, 1] > 0 and even > odd + 0.5
    assert counted.weight[1] > 0


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
    known = known_rates(dataset, split, SMALL, learned_events(dataset, split))
    counted = count(dataset, split, SMALL, known.fit, known.varied)

    @torch.no_grad()
    def likeness():
        states, told = candidate_states(model, dataset, split, np.arange(80), SMALL, counted)
        return np.corrcoef(model.head(states)[:, known.varied[-1]].numpy(), told[:, -1].numpy())[0, 1]

    before = likeness()
    settle_heads(model, dataset, split, SMALL)
    after = likeness()
    assert after > 0.9 and after > before + 0.05, (before, after)


def test_it_says_what_it_needs(people):
    dataset = read_export(people[1])
    split = split_events(dataset, "none", 0)
    with pytest.raises(BadExport, match="even-heads"):
        settle_heads(build_model(dataset, split, SMALL), dataset, split, dataclasses.replace(SMALL, even_heads=0))
