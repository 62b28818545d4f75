"""Export a trained network: ONNX for the encoder, numpy for what follows it.

    python -m training.export RUN/weights.pt PolNeAR/data/train OUT --base MiniLM-L6 --version 1

OUT gets `encoder.onnx` (weights as 8-bit integers), `heads.npz` (transitions, linkers, and the
calibration, fitted on the documents of the training part that training left out), `vocab.txt` and
`manifest.json` with the hash of each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.calibration import fitted
from training.corpus import documents, split
from training.graph import write
from training.network import Network, initial, vocabulary
from training.predict import Predictor, examples

if TYPE_CHECKING:
    from training.calibration import Floats


def export(network: Network, out: Path, calibration: Floats) -> None:
    """Write `encoder.onnx` and `heads.npz` into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "float.onnx"
        write(network, whole)
        quantize_dynamic(
            whole,
            out / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    heads = {**network.heads(), "calibration": calibration.astype(np.float32)}
    np.savez_compressed(out / "heads.npz", **heads)


def main() -> None:
    """Export."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("weights", "data", "out"):
        options.add_argument(name, type=Path)
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--version", required=True)
    options.add_argument("--keep-out", type=int, default=40, help="as in training")
    chosen = options.parse_args()
    network = initial(chosen.base)
    network.load_state_dict(torch.load(chosen.weights))
    found = documents(chosen.data)
    aside = [found[name] for name in split(found, chosen.keep_out)[0]]
    signs, right = examples(Predictor(network, vocabulary(chosen.base)), aside)
    export(network, chosen.out, fitted(signs, right))
    shutil.copy(chosen.base / "vocab.txt", chosen.out / "vocab.txt")
    hashes = {
        name: hashlib.sha256((chosen.out / name).read_bytes()).hexdigest()
        for name in ("encoder.onnx", "heads.npz", "vocab.txt")
    }
    manifest = {"name": "reportedly-attribution", "version": chosen.version, "files": hashes}
    (chosen.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
