import dataclasses

import numpy as np
import pytest
import torch
from conftest import add_slates

from paretoscope_train.data import read_export
from paretoscope_train.items import hashed_rows
from paretoscope_train.loop import fit
from paretoscope_train.loss import softmax_loss
from paretoscope_train.settings import Settings
from paretoscope_train.setup import build_model, vocabulary
from paretoscope_train.split import split_events
from paretoscope_train.topic_terms import add_topic_terms
from paretoscope_train.targets import TargetMaker, following_positive
from paretoscope_train.windows import SlateSource, WindowSampler, collate, gap_column

SMALL = Settings(epochs=4, steps_per_epoch=10, width=16, hidden=32, heads=2, batch=8, positions=64, history=12, pair_window=3, min_token_items=1, minutes=2)


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


def small_model(walks):
    dataset = read_export(walks)
    split = split_events(dataset, "leave-last-out", 1)
    return dataset, split, build_model(dataset, split, SMALL).eval()


def history(model, dataset, window, masked=None):
    batch = collate(dataset, gap_column(dataset), [window])
    masked = torch.zeros_like(batch.gaps) if masked is None else masked
    return batch, model.trunk.history(model.table()[batch.item], batch.actions, masked, batch.gaps, batch.surfaces)


def test_later_events_do_not_change_earlier_states(walks):
    dataset, _, model = small_model(walks)
    whole, part = history(model, dataset, np.arange(0, 9))[1][2], history(model, dataset, np.arange(0, 5))[1][2]
    assert torch.allclose(whole[:, :5], part, atol=1e-5)
    assert not torch.allclose(whole[:, 4], whole[:, 5], atol=1e-3)


def test_a_hidden_action_is_not_no_action(walks):
    dataset, _, model = small_model(walks)
    batch = collate(dataset, gap_column(dataset), [np.arange(0, 4)])
    items, hide = model.table()[batch.item], torch.ones_like(batch.gaps)
    run = lambda actions, masked: model.trunk.history(items, actions, masked, batch.gaps, batch.surfaces)[2]
    none = torch.zeros_like(batch.actions)
    assert torch.equal(run(batch.actions, hide), run(none, hide))
    assert not torch.allclose(run(none, hide), run(none, 1 - hide), atol=1e-3)


def test_a_candidate_is_one_more_hidden_event_and_sees_no_other_candidate(walks):
    dataset, _, model = small_model(walks)
    batch, (keys, values, _) = history(model, dataset, np.arange(0, 7))
    table = model.table()
    gap, surface = torch.tensor([3.0]), torch.tensor([1])
    score = lambda chosen: model.trunk.candidates(keys, values, torch.tensor([7]), table[chosen][None], gap, surface)[0]
    together = score([3, 9, 20])
    assert torch.allclose(together[1], score([9])[0], atol=1e-6)
    assert not torch.allclose(together[0], together[1], atol=1e-2)
    add = lambda tensor, last: torch.cat([tensor, last], 1)
    items = add(table[batch.item], table[[9]][None])
    masked = torch.zeros(1, 8)
    masked[0, 7] = 1.0
    arguments = add(batch.actions, torch.zeros(1, 1, 2)), masked, add(batch.gaps, gap[None]), add(batch.surfaces, surface[None])
    assert torch.allclose(model.trunk.history(items, *arguments)[2][0, -1], together[1], atol=1e-5)
    # Positions from `length` on are padding.
    shorter = model.trunk.candidates(keys, values, torch.tensor([4]), table[[9]][None], gap, surface)[0]
    cut = history(model, dataset, np.arange(0, 4))[1]
    assert torch.allclose(shorter, model.trunk.candidates(cut[0], cut[1], torch.tensor([4]), table[[9]][None], gap, surface)[0], atol=1e-5)


def maker(dataset, split, **changes):
    options = {"horizon": 2, "decay": 0.5, "any_weight": 0.3, "conditioned": 0.0} | changes
    return TargetMaker(dataset, split.train_end, np.ones((len(dataset.items), 4), np.int64), 4, **options)


def test_targets_stay_before_the_cut_and_skip_what_was_seen(walks):
    dataset, split, _ = small_model(walks)
    targets = maker(dataset, split).make(np.arange(0, 8)[None, :], np.random.default_rng(1), 100)
    assert targets.column.max() + 1 < split.train_end[0]
    # Event 0 is followed by the save of item 1, then (items 2 only shown) by the save of item 3.
    row = int(torch.nonzero(targets.column == 0)[0])
    assert targets.items[row].tolist() == [1, 3, 1]
    assert torch.allclose(targets.weights[row], torch.tensor([0.7 * 2 / 3, 0.7 / 3, 0.3]))
    assert following_positive(dataset)[:4].tolist() == [1, 3, 3, 4]
    assert not targets.outcomes.any() and not targets.topics.any() and not targets.offsets.any()


def test_a_condition_is_what_came_of_its_target(walks):
    dataset, split, _ = small_model(walks)
    # 30 windows of one user each; item i of the ring is shown only where the step is 2 modulo 3.
    index = np.stack([np.arange(user * 10, user * 10 + 8) for user in range(30)])
    targets = maker(dataset, split, conditioned=1.0).make(index, np.random.default_rng(1), 1000)
    conditioned = targets.outcomes.sum(1) > 0
    assert 20 < int(conditioned.sum()) < len(conditioned) / 2 and (targets.topics > 0).any()
    for row in torch.nonzero(conditioned & (targets.weights[:, 0] > 0)).ravel().tolist():
        step = (int(targets.items[row, 0]) - int(targets.row[row])) % 24
        assert targets.outcomes[row].tolist() == ([1.0, 0.0] if step % 3 == 2 else [0.0, 1.0])
    permuted = maker(dataset, split, conditioned=1.0, permute=True).make(index, np.random.default_rng(1), 1000)
    assert torch.equal(permuted.items, targets.items) and not torch.equal(permuted.outcomes, targets.outcomes)
    # A minute passes between events: an hour later there is nothing.
    assert not targets.weights[targets.offsets > 0].any()


def test_hidden_positions_are_no_place_to_predict_from(walks):
    dataset, split, _ = small_model(walks)
    hidden = np.zeros((1, 8), bool)
    hidden[0, [1, 4]] = True
    targets = maker(dataset, split).make(np.arange(0, 8)[None, :], np.random.default_rng(1), 100, hidden)
    assert sorted(targets.column.tolist()) == [0, 2, 3, 5]


def test_sampled_softmax_estimates_the_full_one():
    generator = torch.Generator().manual_seed(3)
    queries, table = 0.3 * torch.randn(4, 8, generator=generator), torch.randn(300, 8, generator=generator)
    targets, weights, seen = torch.tensor([[5], [6], [7], [8]]), torch.ones(4, 1), torch.tensor([[20], [21], [22], [23]])
    nobody = torch.zeros(1, 8)
    full = softmax_loss(queries, torch.cat([table, nobody]), None, targets, weights, seen)
    # What scores high is drawn more often, as it is where a batch's targets are negatives.
    chance = np.where((queries.mean(0) @ table.T).numpy() > 0.2, 0.9, 0.3)

    def sampled(corrected: bool, seed: int) -> float:
        drawn = np.flatnonzero((np.random.default_rng(seed).random(300) < chance) | np.isin(np.arange(300), [5, 6, 7, 8]))
        log_q = np.log(chance[drawn]) if corrected else np.full(len(drawn), np.log(len(drawn) / 300))
        place = torch.full((300,), len(drawn))
        place[drawn] = torch.arange(len(drawn))
        vectors = torch.cat([table[drawn], nobody])
        return float(softmax_loss(queries, vectors, torch.from_numpy(log_q.astype(np.float32)), place[targets], weights, place[seen]))

    corrected, plain = (abs(float(full) - np.mean([sampled(way, seed) for seed in range(100)])) for way in (True, False))
    assert corrected < 0.01 and plain > 2 * corrected


def test_logged_slates_stand_after_the_history_and_the_newest_are_held_back(walks):
    # Five slates of each user at the minutes 3 to 7, of which the last is kept for validation.
    add_slates(walks, [(user, 1.7e12 + 60_000 * minute + 1, [(1, 2), (2, 1)]) for user in range(30) for minute in range(3, 8)])
    dataset = read_export(walks)
    split = split_events(dataset, "leave-last-out", 1)
    source = SlateSource(dataset, split.train_end, 16)
    assert source.history_end[:5].tolist() == [4, 5, 6, 7, 8]
    assert sorted(source.held.tolist()) == list(range(4, 150, 5)) and len(source.learned) == 120
    sampler = WindowSampler(dataset, split.train_end, 12, 0.5, 0.0, source, np.random.default_rng(0))
    windows, slates = sampler.draw(16)
    assert slates.item.tolist() == [[1, 2]] * 16 and slates.actions[0].tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert all(len(window) in (4, 5, 6, 7) for window in windows)
    assert torch.allclose(slates.gap, torch.full((16, 2), float(np.log1p(0.001))), atol=1e-5) and slates.surface.tolist() == [[1, 1]] * 16
    assert slates.place.tolist() == [[1, 2]] * 16


def test_topic_terms_ask_for_a_topic_and_leave_other_queries_alone(walks):
    dataset = read_export(walks)
    settings = dataclasses.replace(SMALL, width=8, hidden=32)
    model = build_model(dataset, split_events(dataset, "leave-last-out", 1), settings).eval()
    topics = vocabulary(dataset, settings).item_topics
    generator = torch.Generator().manual_seed(2)
    state, recent = torch.randn(4, 32, generator=generator), 0.1 * torch.randn(4, 8, generator=generator)
    outcomes, none = torch.full((4, 1, 2), 0.5), torch.zeros(4, 1, dtype=torch.long)
    with torch.no_grad():
        before = model.query(state, recent, outcomes, none, none + 2)
        add_topic_terms(model, topics, 20.0)
        assert torch.allclose(model.query(state, recent, outcomes, none, none + 2), before, atol=1e-3)
        for topic in (1, 2):
            scores = model.query(state, recent, outcomes, none + topic, none)[:, 0] @ model.table().T
            mine = torch.from_numpy((topics == topic).any(1))
            assert (scores[:, mine].mean(1) > scores[:, ~mine].mean(1)).all()


def test_ids_of_a_large_catalogue_share_rows():
    rows, count = hashed_rows(1_000, 64, 2, 1)
    assert count == 64 and rows.shape == (1_000, 2) and rows.min() >= 0 and rows.max() < 64
    assert len(np.unique(rows, axis=0)) > 700
    assert hashed_rows(10, 64, 2, 1)[0].tolist() == [[item] for item in range(10)]


def test_it_learns_the_ring_and_repeats_itself(walks):
    dataset, split, _ = small_model(walks)
    first = fit(dataset, split, SMALL, lambda note, part: None)
    again = fit(dataset, split, SMALL, lambda note, part: None)
    # 24 items of which at most 9 are seen: chance is about 10 of 16.
    assert first.validation["recall@10"] > 0.9 and first.validation["gain"] > 0.6
    assert first.curve == again.curve
    assert all(torch.equal(a, b) for a, b in zip(first.model.parameters(), again.model.parameters(), strict=True))
    other = fit(dataset, split, dataclasses.replace(SMALL, seed=2, full_softmax_items=10, negatives=8), lambda note, part: None)
    assert not torch.allclose(other.model.table.id.weight, first.model.table.id.weight) and other.validation["recall@10"] > 0.7
