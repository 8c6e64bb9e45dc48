import hashlib
import json

import numpy as np
import onnx
import pytest
import torch

from paretoscope_train import bundle as bundle_module
from paretoscope_train.command_line import main
from paretoscope_train.probes import decoded, largest_differences
from paretoscope_train.regraph import main as regraph

QUICK = "--epochs 1 --steps-per-epoch 2 --width 8 --hidden 16 --heads 2 --batch 4 --positions 16 --pair-window 3 --threads 1 --validation-targets 1".split()
NAMES = ("encode_history", "generate", "score_candidates")


def train(walks, out, *more):
    return main(["--dataset", str(walks), "--out", str(out), *QUICK, *more])


def stored_probes(folder):
    probes = json.loads((folder / "probes.json").read_text())
    return {name: {side: {key: decoded(value) for key, value in tensors.items()} for side, tensors in probe.items()} for name, probe in probes.items()}


def test_writes_a_bundle_whose_files_are_what_the_manifest_says(walks, tmp_path, capsys):
    out = tmp_path / "bundle"
    assert train(walks, out, "--weights", "save=1,show=-0.5", "--name", "ring") == 0
    manifest = json.loads((out / "manifest.json").read_text())
    assert set(manifest["files"]) == {path.name for path in out.iterdir()} - {"manifest.json"}
    for name, facts in manifest["files"].items():
        data = (out / name).read_bytes()
        assert facts == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    assert manifest["name"] == "ring" and manifest["heads"] == ["show", "save"] and manifest["defaultWeights"] == {"save": 1.0, "show": -0.5}
    assert manifest["surfaces"] == ["", "home"] and manifest["topics"] == ["", "even", "odd"] and manifest["offsets"][0] == "next"
    vectors = np.fromfile(out / "items.f32", "<f4").reshape(manifest["vectors"]["rows"], manifest["vectors"]["columns"])
    assert vectors.shape == (24, manifest["dimensions"]) and np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert json.loads((out / "item-ids.json").read_text())[:2] == ["i0", "i1"]
    training = manifest["training"]
    assert training["split"]["kind"] == "leave-last-out" and max(training["checks"]["random"].values()) < 1e-4
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1]["phase"] == "Done" and lines[-1]["metrics"] == training["metrics"]
    fractions = [line["fraction"] for line in lines]
    assert fractions == sorted(fractions)


def test_graphs_hold_standard_operators_and_share_one_weight_file(walks, tmp_path):
    out = tmp_path / "bundle"
    assert train(walks, out, "--untrained") == 0
    index = json.loads((out / "weights.json").read_text())["tensors"]
    weights = (out / "weights.bin").read_bytes()
    used = set()
    for name in NAMES:
        graph = onnx.load(str(out / f"{name}.onnx"), load_external_data=False)
        assert [(entry.domain, entry.version) for entry in graph.opset_import] == [("", 17)]
        assert not graph.functions and {node.domain for node in graph.graph.node} == {""}
        assert graph.graph.initializer
        for tensor in graph.graph.initializer:
            place = {entry.key: entry.value for entry in tensor.external_data}
            assert tensor.data_location == onnx.TensorProto.EXTERNAL and place["location"] == "weights.bin"
            offset, length = int(place["offset"]), int(place["length"])
            assert offset == index[tensor.name]["offset"] and offset % 64 == 0 and offset + length <= len(weights)
            assert length == 4 * int(np.prod(index[tensor.name]["shape"])) and list(tensor.dims) == index[tensor.name]["shape"]
            used.add(tensor.name)
        assert b"/training/" not in (out / f"{name}.onnx").read_bytes()
        small = onnx.load(str(out / f"{name}.int8.onnx"), load_external_data=False)
        assert {entry.domain for entry in small.opset_import} == {""} and any(node.op_type == "MatMulInteger" for node in small.graph.node)
        assert all(tensor.data_location == onnx.TensorProto.DEFAULT for tensor in small.graph.initializer)
    assert used == set(index)
    assert {"input.weight", "action.weight", "blocks.0.qkv.weight", "blocks.1.event_rate", "norm.bias", "head.down.bias", "surface.weight"} <= used


def test_stored_probes_tell_another_graph_apart(walks, tmp_path):
    assert train(walks, tmp_path / "one", "--no-int8", "--untrained") == 0 and train(walks, tmp_path / "two", "--no-int8", "--untrained", "--seed", "2") == 0
    probes = stored_probes(tmp_path / "one")
    graphs = lambda folder: {name: str(tmp_path / folder / f"{name}.onnx") for name in NAMES}
    assert max(largest_differences(probes, graphs("one")).values()) < 1e-4
    apart = largest_differences(probes, graphs("two"))
    assert all(apart[f"{name}.{output}"] > 1e-2 for name, output in zip(NAMES, ("states", "queries", "logits"), strict=True))


def test_a_graph_that_differs_from_the_model_is_refused(walks, tmp_path, monkeypatch, capsys):
    honest = bundle_module.export_graphs

    def export_another(model, folder):
        with torch.no_grad():
            model.head.down.bias.add_(0.01)
        graphs = honest(model, folder)
        with torch.no_grad():
            model.head.down.bias.sub_(0.01)
        return graphs

    monkeypatch.setattr(bundle_module, "export_graphs", export_another)
    assert train(walks, tmp_path / "bundle") == 2
    assert "differs from the model: score_candidates.logits" in capsys.readouterr().err
    assert not (tmp_path / "bundle" / "manifest.json").exists()


@pytest.mark.parametrize(("more", "said"), [(["--weights", "like=1"], "no action of this dataset"), (["--weights", "save=x"], "NAME=NUMBER")])
def test_wrong_options_are_one_line(walks, tmp_path, capsys, more, said):
    assert train(walks, tmp_path / "bundle", *more) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ") and said in error and error.count("\n") == 1


def test_a_folder_in_use_is_left_alone(walks, tmp_path, capsys):
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "mine.txt").write_text("kept")
    assert train(walks, tmp_path / "bundle") == 2
    assert "not empty" in capsys.readouterr().err and (tmp_path / "bundle" / "mine.txt").read_text() == "kept"


def test_an_unknown_option_is_one_line_too(walks, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        train(walks, tmp_path / "bundle", "--depth", "9")
    error = capsys.readouterr().err
    assert ended.value.code == 2 and error.startswith("error: unrecognized arguments") and error.count("\n") == 1


def test_the_graphs_of_an_older_bundle_are_made_again_from_its_weights(walks, tmp_path, capsys):
    old, new = tmp_path / "old", tmp_path / "new"
    assert train(walks, old, "--no-int8", "--untrained") == 0
    manifest = json.loads((old / "manifest.json").read_text())
    del manifest["recentWidth"]
    (old / "manifest.json").write_text(json.dumps(manifest | {"formatVersion": 2}))
    assert regraph([str(old), str(new)]) == 0
    made = json.loads((new / "manifest.json").read_text())
    assert made["formatVersion"] == 3 and made["recentWidth"] == 32 and set(made["files"]) == set(manifest["files"])
    assert {key: made["training"][key] for key in ("command", "date", "metrics")} == {key: manifest["training"][key] for key in ("command", "date", "metrics")}
    for name in ("weights.bin", "items.f32", "item-ids.json"):
        assert (new / name).read_bytes() == (old / name).read_bytes()
    graphs = {name: str(new / f"{name}.onnx") for name in NAMES}
    assert max(largest_differences(stored_probes(old), graphs).values()) < 1e-4
    capsys.readouterr()
    assert regraph([str(old), str(new)]) == 2 and "not empty" in capsys.readouterr().err
    (old / "manifest.json").write_text(json.dumps(manifest | {"formatVersion": 2, "layers": 3}))
    assert regraph([str(old), str(tmp_path / "deeper")]) == 2 and capsys.readouterr().err.startswith("error: ")
