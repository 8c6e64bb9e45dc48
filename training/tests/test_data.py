import json

import numpy as np
import pytest
from conftest import write_export

from paretoscope_train.data import BadExport, read_export
from paretoscope_train.features import content_bags, item_tokens
from paretoscope_train.split import split_events
from paretoscope_train.windows import collate, gap_column


def test_reads_what_was_written(walks):
    dataset = read_export(walks)
    assert dataset.users == 30 and dataset.events == 300 and len(dataset.items) == 24
    assert dataset.action_names == ("show", "save") and dataset.positive_mask == 2
    assert list(dataset.item[10:13]) == [1, 2, 3]
    assert dataset.actions[2].tolist() == [1.0, 0.0] and dataset.actions[3].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("file", "damage", "said"),
    [
        ("events.item.i32", b"\0\0\0\0", "holds 1 values"),
        ("items.jsonl", b'{"index": 0, "id": "i0"}\n', "does not describe item 1"),
        ("manifest.json", b'{"formatVersion": 2}', "format 2"),
    ],
)
def test_refuses_a_damaged_export_by_name(walks, file, damage, said):
    (walks / file).write_bytes(damage)
    with pytest.raises(BadExport, match=said) as error:
        read_export(walks)
    assert "export" in str(error.value)


def test_refuses_an_export_without_events(tmp_path):
    folder = write_export(tmp_path / "none", [[(0, 2)]], 1)
    manifest = json.loads((folder / "manifest.json").read_text()) | {"events": 0}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BadExport, match="no events"):
        read_export(folder)


def test_tokens_are_topics_words_and_decade(walks):
    item = read_export(walks).items[3]
    assert item_tokens(item) == ["decade:193", "topic:odd", "word:1930", "word:3", "word:of", "word:thing"]


def test_rare_and_common_tokens_are_left_out(walks):
    items = read_export(walks).items
    flat, offsets, tokens = content_bags(items, 3, 0.5)
    assert len(offsets) == 24 and flat.max() < tokens
    assert len(content_bags(items, 25)[0]) == 24  # nothing is left but the stand-in of every item


def test_leave_last_out_never_reaches_the_last_positive_event(walks):
    dataset = read_export(walks)
    split = split_events(dataset, "leave-last-out", 2)
    for user in range(dataset.users):
        first, last = dataset.start[user], dataset.start[user + 1]
        held = first + np.flatnonzero(dataset.positive[first:last])[-1]
        mine = split.targets[(split.targets >= first) & (split.targets < last)]
        assert len(mine) == 2 and mine.max() < held and dataset.positive[mine].all()
        assert split.train_end[user] == mine.min()
    assert (split_events(dataset, "leave-last-out", 0).train_end < dataset.start[1:]).all()
    assert (split_events(dataset, "none", 0).train_end == dataset.start[1:]).all()


def test_a_target_the_user_has_seen_is_no_target(tmp_path):
    dataset = read_export(write_export(tmp_path / "again", [[(0, 2), (1, 2), (0, 2), (2, 2)]], 3))
    assert split_events(dataset, "leave-last-out", 2).targets.tolist() == [1]


def test_gaps_are_log_seconds_zero_first_and_minus_one_untimed(tmp_path, walks):
    dataset = read_export(walks)
    batch = collate(dataset, gap_column(dataset), [np.arange(3, 6), np.arange(10, 12)])
    assert np.allclose(batch.gaps[0], [0.0, np.log(61), np.log(61)])
    assert batch.gaps[1].tolist()[2] == 0.0 and batch.index[1].tolist() == [10, 11, -1]
    untimed = read_export(write_export(tmp_path / "untimed", [[(0, 2), (1, 2), (2, 2)]], 3, times=False))
    assert gap_column(untimed)[1:].tolist() == [-1.0, -1.0]
