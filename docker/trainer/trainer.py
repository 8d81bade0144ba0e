#!/usr/bin/env python3
"""Training worker of MedAgg: files in, files out, no network, no state.

A job is a folder jobs/NAME below the shared folder. In: job.json, images.bin (uint8, rows, columns, channels), index.csv, start.bin (start values),
order.bin (order of images in each epoch), augment.bin (what is done to each image). Out, below out/: weights.bin (best epoch), predictions.csv,
metrics.jsonl (a line an epoch), model.onnx where PyTorch can write it, env.json, and done.json with the SHA-256 of each, written last; or failed.json.
The job node measures everything itself from predictions.csv and confirms the weights by its own forward pass.

    trainer.py --watch FOLDER [--once]     takes jobs as they come
    trainer.py --job FOLDER/jobs/NAME      does one
"""
import argparse
import csv
import hashlib
import json
import os
import signal
import sys
import threading
import time

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # threads that spin starve their neighbours
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")

import numpy as np
import torch
import torch.nn.functional as F

SCHEMA = 1
STALE_SECONDS = 120
CODE = 7  # numbers of one image in augment.bin


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Cancelled(Exception):
    pass


def threads():
    """Processors of the container, not of the machine."""
    try:
        quota, period = open("/sys/fs/cgroup/cpu.max").read().split()
        if quota != "max":
            return max(1, int(quota) // int(period))
    except (OSError, ValueError):
        pass
    return max(1, len(os.sched_getaffinity(0)))


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else hashlib.sha256(file.read()).hexdigest()


def write_atomic(path, text):
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".part", path)


class Net(torch.nn.Module):
    """The network that job.json writes down, with its numbers in the order in which the job node keeps them."""

    def __init__(self, spec, parameters, state, channels, height, width):
        super().__init__()
        self.layers = spec["Layers"]
        self.tensors = torch.nn.ParameterList()
        self.statistics = []
        self.fed_parameters, self.fed_state = parameters, state
        self.place = self.state_place = 0
        self.built = False
        with torch.no_grad():
            self.run(self.layers, torch.zeros(1, channels, height, width), [0], [0])
        if self.place != len(parameters) or self.state_place != len(state):
            raise Refused("WORKER_SPEC", "start.bin does not have as many numbers as the network.")
        self.built = True

    def forward(self, x):
        out = self.run(self.layers, x, [0], [0])
        return out.permute(0, 2, 3, 1).reshape(out.shape[0], -1)

    def parameter(self, shape, at):
        if not self.built:
            size = int(np.prod(shape))
            values = self.fed_parameters[self.place:self.place + size]
            if len(values) != size:
                raise Refused("WORKER_SPEC", "start.bin has fewer numbers than the network.")
            self.tensors.append(torch.nn.Parameter(torch.from_numpy(values.reshape(shape).copy())))
            self.place += size
        at[0] += 1
        return self.tensors[at[0] - 1]

    def statistic(self, size, at):
        if not self.built:
            name = f"statistic{len(self.statistics)}"
            self.register_buffer(name, torch.from_numpy(self.fed_state[self.state_place:self.state_place + size].copy()))
            self.statistics.append(name)
            self.state_place += size
        at[0] += 1
        return getattr(self, self.statistics[at[0] - 1])

    def run(self, layers, x, at, state_at):
        for layer in layers:
            kind = layer["layer"]
            channels = x.shape[1]
            if kind == "convolution":
                window = layer["Window"]
                weight = self.parameter((window, window, channels, layer["Channels"]), at)
                bias = self.parameter((layer["Channels"],), at) if layer["HasBias"] else None
                x = F.conv2d(x, weight.permute(3, 2, 0, 1), bias, stride=layer["Stride"], padding=window // 2)
            elif kind == "depthwise":
                weight = self.parameter((3, 3, channels), at)
                x = F.conv2d(x, weight.permute(2, 0, 1)[:, None], None, stride=layer["Stride"], padding=1, groups=channels)
            elif kind == "batchNorm":
                gamma, beta = self.parameter((channels,), at), self.parameter((channels,), at)
                mean, variance = self.statistic(channels, state_at), self.statistic(channels, state_at)
                x = F.batch_norm(x, mean, variance, gamma, beta, self.training and self.built, layer["Momentum"], layer["Epsilon"])
            elif kind == "relu":
                x = F.relu(x)
            elif kind == "maxPool":
                x = F.max_pool2d(x, layer["Window"])
            elif kind == "averagePool":
                x = F.avg_pool2d(x, layer["Window"])
            elif kind == "globalAverage":
                x = x.mean((2, 3), keepdim=True)
            elif kind == "dropout":
                x = F.dropout(x, layer["Rate"], self.training and self.built)
            elif kind == "linear":
                flat = x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)
                weight, bias = self.parameter((flat.shape[1], layer["Outputs"]), at), self.parameter((layer["Outputs"],), at)
                x = (flat @ weight + bias)[:, :, None, None]
            elif kind == "residual":
                main = self.run(layer["Main"], x, at, state_at)
                x = main + (self.run(layer["Shortcut"], x, at, state_at) if layer["Shortcut"] else x)
            else:
                raise Refused("WORKER_SPEC", f"A layer '{kind}' is not known to this worker.")
        return x

    def numbers(self):
        parts = [tensor.detach().cpu().numpy().ravel() for tensor in self.tensors] + [getattr(self, name).cpu().numpy().ravel() for name in self.statistics]
        return np.concatenate(parts).astype("<f4")


def augmented(x, codes):
    """Mirror, shift, turn (bilinear, edges repeated), then contrast and brightness, as the job node does it."""
    mirror_x, mirror_y, shift_x, shift_y, degrees, factor, added = (codes[:, i] for i in range(CODE))
    if (codes[:, :5] != 0).any():
        height, width = x.shape[2], x.shape[3]
        center_y, center_x = (height - 1) / 2, (width - 1) / 2
        ys, xs = torch.meshgrid(torch.arange(height, device=x.device, dtype=x.dtype), torch.arange(width, device=x.device, dtype=x.dtype), indexing="ij")
        each = lambda values: values[:, None, None]
        dx = torch.where(each(mirror_x) > 0, width - 1 - xs, xs) - each(shift_x) - center_x
        dy = torch.where(each(mirror_y) > 0, height - 1 - ys, ys) - each(shift_y) - center_y
        angle = each(degrees) * (np.pi / 180)
        from_x = torch.cos(angle) * dx + torch.sin(angle) * dy + center_x
        from_y = torch.cos(angle) * dy - torch.sin(angle) * dx + center_y
        grid = torch.stack([from_x * 2 / max(1, width - 1) - 1, from_y * 2 / max(1, height - 1) - 1], -1)
        x = F.grid_sample(x, grid, mode="bilinear", padding_mode="border", align_corners=True)
    return x * factor[:, None, None, None] + added[:, None, None, None]


def loss_of(logits, labels, weights):
    if logits.shape[1] == 1:
        each = F.binary_cross_entropy_with_logits(logits[:, 0], labels.to(logits.dtype), reduction="none")
    else:
        each = F.cross_entropy(logits, labels, reduction="none")
    weight = weights[labels]
    return (each * weight).sum() / weight.sum()


def area(scores, positive):
    """Area under the ROC curve by midranks. It chooses the epoch; what is reported is measured by the job node."""
    n = int(positive.sum())
    if n == 0 or n == len(positive):
        return None
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(positive) - n)))


def macro_area(logits, labels):
    if logits.shape[1] == 1:
        return area(logits[:, 0], labels == 1)
    areas = [area(logits[:, k], labels == k) for k in range(logits.shape[1])]
    return None if any(a is None for a in areas) else float(np.mean(areas))


def finite(value):
    return value if value is not None and np.isfinite(value) else None


class Job:
    def __init__(self, folder):
        self.folder = folder
        self.out = os.path.join(folder, "out")

    def path(self, name):
        return os.path.join(self.folder, name)

    def checked(self, name, dtype):
        if sha256(self.path(name)) != self.about["files"][name]:
            raise Refused("WORKER_INPUT_BROKEN", f"{name} does not have the SHA-256 that job.json states.")
        return np.fromfile(self.path(name), dtype=dtype)

    def read(self):
        with open(self.path("job.json"), encoding="utf-8") as file:
            self.about = json.load(file)
        about = self.about
        if about.get("schema") != SCHEMA:
            raise Refused("WORKER_SCHEMA", f"The job has schema {about.get('schema')}; this worker reads {SCHEMA}.")
        shape = about["shape"]
        self.size = (shape["channels"], shape["height"], shape["width"])
        self.images = self.checked("images.bin", np.uint8).reshape(about["images"], shape["height"], shape["width"], shape["channels"])
        self.checked("index.csv", np.uint8)
        with open(self.path("index.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if len(rows) != about["images"]:
            raise Refused("WORKER_INPUT_BROKEN", f"index.csv has {len(rows)} rows for {about['images']} images.")
        self.hashes = [row["image_sha256"] for row in rows]
        self.labels = np.array([int(row["label"] or 0) for row in rows])
        self.parts = {part: np.array([i for i, row in enumerate(rows) if row["part"] == part], dtype=np.int64) for part in ("train", "val", "test")}
        self.start = self.checked("start.bin", "<f4")
        count = len(self.parts["train"])
        self.order = self.checked("order.bin", "<i4").reshape(about["epochs"], count)
        self.codes = self.checked("augment.bin", "<f4").reshape(about["epochs"], count, CODE)

    def should_stop(self):
        return os.path.exists(self.path("cancel"))

    def do(self, device):
        about = self.about
        torch.manual_seed(about["seed"])  # for dropout alone: everything else is decided by the job
        split = about["parameters"]
        net = Net(about["spec"], self.start[:split], self.start[split:], *self.size).to(device)
        decayed, plain = [], []
        for tensor, slice_ in zip(net.tensors, about["decays"]):
            if tensor.numel() != slice_["length"]:
                raise Refused("WORKER_SPEC", "The numbers of a layer do not fit the network.")
            (decayed if slice_["decays"] else plain).append(tensor)
        rule = about["optimizer"]
        groups = [{"params": decayed, "weight_decay": rule["weightDecay"]}, {"params": plain, "weight_decay": 0.0}]
        if str(rule["kind"]).lower() == "sgd":
            optimizer = torch.optim.SGD(groups, lr=1.0, momentum=rule["momentum"])
        else:
            optimizer = torch.optim.AdamW(groups, lr=1.0, betas=(rule["momentum"], rule["secondMoment"]), eps=rule["epsilon"])
        classes = max(2, about["spec"]["Layers"][-1].get("Outputs", 1))
        weights = torch.tensor(about["classWeights"] or [1.0] * classes, dtype=torch.float32, device=device)
        mean, scale = about["scale"]["mean"], about["scale"]["factor"]
        labels = torch.from_numpy(self.labels).to(device)

        def batch_of(places):
            return (torch.from_numpy(self.images[places]).to(device).permute(0, 3, 1, 2).to(torch.float32) - mean) * scale

        def logits_of(places):
            net.eval()
            rows = []
            with torch.no_grad():
                for first in range(0, len(places), 256):
                    rows.append(net(batch_of(places[first:first + 256])).cpu())
            return torch.cat(rows) if rows else torch.zeros(0, 1)

        history, best, best_epoch = [], None, 0
        os.makedirs(self.out, exist_ok=True)
        lines = open(os.path.join(self.out, "metrics.jsonl"), "w", encoding="utf-8")
        step = 0
        for epoch in range(about["epochs"]):
            net.train()
            total = 0.0
            for batch in range(about["stepsPerEpoch"]):
                if self.should_stop():
                    raise Cancelled()
                chosen = self.order[epoch, batch * about["batch"]:(batch + 1) * about["batch"]]
                places = self.parts["train"][chosen]
                x = augmented(batch_of(places), torch.from_numpy(self.codes[epoch, chosen]).to(device))
                for group in optimizer.param_groups:
                    group["lr"] = about["rates"][step]
                optimizer.zero_grad(set_to_none=True)
                loss = loss_of(net(x), labels[torch.from_numpy(places).to(device)], weights)
                if not torch.isfinite(loss):
                    raise Refused("TRAINING_LOSS_NOT_FINITE", f"The loss became {loss.item()} in epoch {epoch + 1}, step {batch + 1}.")
                loss.backward()
                optimizer.step()
                total += loss.item()
                step += 1
            validation = logits_of(self.parts["val"])
            truth = torch.from_numpy(self.labels[self.parts["val"]])
            validation_loss = loss_of(validation, truth, weights.cpu()).item()
            validation_area = macro_area(validation.numpy(), truth.numpy())
            previous = history[best_epoch - 1] if best_epoch else None
            if previous is None:
                is_best = True
            elif validation_area is not None and previous["validationAuc"] is not None and validation_area != previous["validationAuc"]:
                is_best = validation_area > previous["validationAuc"]
            else:
                is_best = validation_loss < previous["validationLoss"]
            if is_best:
                best, best_epoch = net.numbers(), epoch + 1
            line = {"epoch": epoch + 1, "epochs": about["epochs"], "trainingLoss": total / about["stepsPerEpoch"], "validationLoss": finite(validation_loss),
                    "validationAuc": validation_area, "learningRate": about["rates"][step - 1], "isBest": is_best}
            history.append(line)
            lines.write(json.dumps(line) + "\n")
            lines.flush()
            if about["patience"] and len(history) - best_epoch >= about["patience"]:
                break
        lines.close()
        self.leave(net, best, device, logits_of)

    def leave(self, net, best, device, logits_of):
        split = self.about["parameters"]
        place = 0
        with torch.no_grad():
            for tensor in list(net.tensors) + [getattr(net, name) for name in net.statistics]:
                tensor.copy_(torch.from_numpy(best[place:place + tensor.numel()].reshape(tuple(tensor.shape)).copy()))
                place += tensor.numel()
        best.tofile(os.path.join(self.out, "weights.bin"))
        logits = logits_of(np.arange(len(self.images))).numpy()
        with open(os.path.join(self.out, "predictions.csv"), "w", encoding="utf-8") as file:
            file.write("image_sha256," + ",".join(["logit"] if logits.shape[1] == 1 else [f"logit_{k}" for k in range(logits.shape[1])]) + "\n")
            for name, row in zip(self.hashes, logits):
                file.write(name + "," + ",".join(repr(float(value)) for value in row) + "\n")
        environment = {
            "torch": torch.__version__, "cuda": torch.version.cuda, "device": torch.cuda.get_device_name(0) if device.type == "cuda" else "CPU",
            "python": sys.version.split()[0], "numpy": np.__version__, "threads": torch.get_num_threads(),
            "deterministic": torch.are_deterministic_algorithms_enabled(), "precision": "float32",
        }
        write_atomic(os.path.join(self.out, "env.json"), json.dumps(environment, indent=1))
        names = ["weights.bin", "predictions.csv", "metrics.jsonl", "env.json"]
        if self.write_onnx(net, device):
            names.append("model.onnx")
        write_atomic(os.path.join(self.out, "done.json"), json.dumps({"schema": SCHEMA, "files": {name: sha256(os.path.join(self.out, name)) for name in names}}, indent=1))

    def write_onnx(self, net, device):
        """PyTorch's own writing of the network, raw values in. The job node writes one from the weights as well."""
        mean, scale = self.about["scale"]["mean"], self.about["scale"]["factor"]

        class Whole(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.net = net

            def forward(self, image):
                logit = self.net((image - mean) * scale)
                return logit, torch.sigmoid(logit) if logit.shape[1] == 1 else torch.softmax(logit, 1)

        path = os.path.join(self.out, "model.onnx")
        try:
            net.eval()
            torch.onnx.export(Whole(), torch.zeros(1, *self.size, device=device), path, input_names=["image"], output_names=["logit", "prob"],
                              dynamic_axes={"image": {0: "N"}, "logit": {0: "N"}, "prob": {0: "N"}}, opset_version=17)
            return True
        except Exception as reason:  # builds of PyTorch without the exporter
            print(f"model.onnx is not written: {reason}", file=sys.stderr)
            if os.path.exists(path):
                os.remove(path)
            return False


def claim(folder):
    """Takes a job that nobody has, or whose worker gives no sign any more."""
    path = os.path.join(folder, "claimed")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        return True
    except FileExistsError:
        try:
            if time.time() - os.path.getmtime(path) < STALE_SECONDS:
                return False
            os.replace(path, path + ".stale")  # one of several workers wins this
            os.remove(path + ".stale")
        except OSError:
            return False
        return claim(folder)


def do(folder, device):
    stop = threading.Event()

    def beat():
        while not stop.wait(5):
            try:
                os.utime(os.path.join(folder, "claimed"))
            except OSError:
                return

    threading.Thread(target=beat, daemon=True).start()
    job = Job(folder)
    try:
        job.read()
        print(f"{os.path.basename(folder)}: {job.about['images']} images, {job.about['epochs']} epochs, {device}", flush=True)
        job.do(device)
        print(f"{os.path.basename(folder)}: done", flush=True)
    except Cancelled:
        # The claim goes: whoever wants the job again puts the cancel file away.
        os.remove(os.path.join(folder, "claimed"))
        print(f"{os.path.basename(folder)}: cancelled", flush=True)
    except Exception as reason:
        code = reason.code if isinstance(reason, Refused) else "WORKER_FAILED"
        os.makedirs(job.out, exist_ok=True)
        write_atomic(os.path.join(job.out, "failed.json"), json.dumps({"code": code, "message": str(reason)}))
        print(f"{os.path.basename(folder)}: {code}: {reason}", file=sys.stderr, flush=True)
    finally:
        stop.set()


def open_jobs(folder):
    jobs = os.path.join(folder, "jobs")
    for name in sorted(os.listdir(jobs)) if os.path.isdir(jobs) else []:
        path = os.path.join(jobs, name)
        ended = any(os.path.exists(os.path.join(path, "out", end)) for end in ("done.json", "failed.json"))
        if os.path.exists(os.path.join(path, "job.json")) and not name.endswith(".part") and not ended and not os.path.exists(os.path.join(path, "cancel")):
            yield path


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = words.add_mutually_exclusive_group(required=True)
    what.add_argument("--watch", metavar="FOLDER", help="shared folder whose jobs are taken as they come")
    what.add_argument("--job", metavar="FOLDER", help="one job's folder")
    words.add_argument("--once", action="store_true", help="with --watch: end when no job is left")
    words.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    asked = words.parse_args()
    torch.set_num_threads(threads())
    torch.use_deterministic_algorithms(True, warn_only=True)
    device = torch.device(asked.device)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if asked.job:
        if not claim(asked.job):
            print("Another worker has this job.", file=sys.stderr)
            return 1
        do(asked.job, device)
        return 0 if os.path.exists(os.path.join(asked.job, "out", "done.json")) else 1
    while True:
        taken = next((path for path in open_jobs(asked.watch) if claim(path)), None)
        if taken:
            do(taken, device)
        elif asked.once:
            return 0
        else:
            time.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
