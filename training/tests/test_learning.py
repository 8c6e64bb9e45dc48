import dataclasses

import numpy as np
import pytest
import torch

from paretoscope_train.data import read_export
from paretoscope_train.loop import Settings, build_model, fit
from paretoscope_train.loss import full_softmax, sampled_softmax
from paretoscope_train.split import split_events
from paretoscope_train.targets import TargetMaker, following_positive
from paretoscope_train.windows import collate, gap_column

SMALL = Settings(epochs=4, steps_per_epoch=10, width=16, hidden=32, heads=2, batch=8, positions=64, history=12, pair_window=3, min_token_items=1, minutes=2)


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


def small_model(walks):
    dataset = read_export(walks)
    split = split_events(dataset, "leave-last-out", 1)
    return dataset, split, build_model(dataset, split, SMALL).eval()


def test_later_events_and_padding_do_not_change_earlier_queries(walks):
    dataset, _, model = small_model(walks)
    with torch.no_grad():
        torch.nn.init.normal_(model.encoder.query[2].weight, std=0.1)
    batch = collate(dataset, gap_column(dataset), [np.arange(0, 9)])
    table = model.table()
    run = lambda n: model.encoder(table[batch.item[:, :n]], batch.actions[:, :n], batch.masked[:, :n], batch.gaps[:, :n])[1]
    assert torch.allclose(run(9)[:, :5], run(5), atol=1e-5)
    assert not torch.allclose(run(9)[:, 4], run(9)[:, 5], atol=1e-3)


def test_a_hidden_action_is_not_no_action(walks):
    dataset, _, model = small_model(walks)
    batch = collate(dataset, gap_column(dataset), [np.arange(0, 4)])
    items, none = model.table()[batch.item], torch.zeros_like(batch.actions)
    hidden = model.encoder(items, batch.actions, torch.ones_like(batch.masked), batch.gaps)[0]
    assert torch.equal(hidden, model.encoder(items, none, torch.ones_like(batch.masked), batch.gaps)[0])
    assert not torch.allclose(hidden, model.encoder(items, none, batch.masked, batch.gaps)[0], atol=1e-3)


def test_targets_stay_before_the_cut_and_skip_what_was_seen(walks):
    dataset, split, _ = small_model(walks)
    maker = TargetMaker(dataset, split.train_end, horizon=2, decay=0.5, any_weight=0.3, following=2)
    index = np.arange(0, 8)[None, :]
    targets = maker.make(index, np.random.default_rng(1), 100)
    assert targets.column.max() + 1 < split.train_end[0]
    # Event 0 is followed by the save of item 1, then (items 2 only shown) by the save of item 3.
    row = int(torch.nonzero(targets.column == 0)[0])
    assert targets.items[row].tolist() == [1, 3, 1]
    assert torch.allclose(targets.weights[row], torch.tensor([0.7 * 2 / 3, 0.7 / 3, 0.3]))
    assert following_positive(dataset)[:4].tolist() == [1, 3, 3, 4]


def test_sampled_softmax_estimates_the_full_one():
    generator = torch.Generator().manual_seed(3)
    queries, table = torch.randn(4, 8, generator=generator), torch.randn(300, 8, generator=generator)
    items, weights = torch.tensor([[5], [6], [7], [8]]), torch.ones(4, 1)
    seen = torch.tensor([[20], [21], [22], [23]])
    share = np.random.default_rng(0).dirichlet(np.full(300, 5.0))
    drawn = np.random.default_rng(1).choice(300, 200_000, p=share)
    log_q = torch.from_numpy(np.log(share[drawn]).astype(np.float32))
    full = full_softmax(queries, table, items, weights, seen)
    sampled = sampled_softmax(queries, table, items, weights, seen, torch.from_numpy(drawn), log_q)
    uncorrected = sampled_softmax(queries, table, items, weights, seen, torch.from_numpy(drawn), torch.full_like(log_q, -5.7))
    assert abs(full - sampled) < 0.02
    assert abs(full - sampled) < abs(full - uncorrected)


def test_it_learns_the_ring_and_repeats_itself(walks):
    dataset, split, _ = small_model(walks)
    first = fit(dataset, split, SMALL, lambda note, part: None)
    again = fit(dataset, split, SMALL, lambda note, part: None)
    # 24 items of which at most 9 are seen: chance is about 10 of 16.
    assert first.validation["recall@10"] > 0.9 and first.validation["gain"] > 0.6
    assert first.curve == again.curve
    assert all(torch.equal(a, b) for a, b in zip(first.model.parameters(), again.model.parameters(), strict=True))
    other = fit(dataset, split, dataclasses.replace(SMALL, seed=2), lambda note, part: None)
    assert not torch.allclose(other.model.table.id, first.model.table.id)
