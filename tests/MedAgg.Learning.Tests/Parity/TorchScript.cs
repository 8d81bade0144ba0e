namespace MedAgg.Learning.Tests.Parity;

/// <summary>Builds the written-down network in PyTorch with our parameters and prints logits, gradients and how near a kink is.</summary>
internal static class TorchScript
{
    public const string Text = """
        import sys, json, base64
        import numpy as np, torch, torch.nn.functional as F
        torch.set_num_threads(1)
        ask = json.load(sys.stdin)
        def floats(text): return np.frombuffer(base64.b64decode(text), np.float32).copy()
        parameters, state = floats(ask["parameters"]), floats(ask["state"])
        spec = json.loads(ask["spec"])
        i = spec["Input"]
        x = torch.from_numpy(floats(ask["images"]).reshape(-1, i["Height"], i["Width"], i["Channels"])).permute(0, 3, 1, 2).contiguous()
        place, state_place, tensors, kink = 0, 0, [], [1e9]
        def take(shape):
            global place
            size = int(np.prod(shape))
            t = torch.from_numpy(parameters[place:place + size].reshape(shape).copy()).requires_grad_(True)
            place += size
            tensors.append(t)
            return t
        def relu(x):
            kink[0] = min(kink[0], x.detach().abs().min().item())
            return F.relu(x)
        def max_pool(x, w):
            u = F.unfold(x.detach().reshape(-1, 1, x.shape[2], x.shape[3]), w, stride=w)
            top = u.topk(2, dim=1).values
            gap = (top[:, 0] - top[:, 1])
            live = top[:, 0] != 0 # behind a ReLU several zeros are equal and give nothing
            if live.any(): kink[0] = min(kink[0], gap[live].min().item())
            return F.max_pool2d(x, w)
        def run(layers, x):
            global state_place
            for l in layers:
                kind = l["layer"]
                if kind == "convolution":
                    w = take((l["Window"], l["Window"], x.shape[1], l["Channels"]))
                    b = take((l["Channels"],)) if l["HasBias"] else None
                    x = F.conv2d(x, w.permute(3, 2, 0, 1), b, stride=l["Stride"], padding=l["Window"] // 2)
                elif kind == "depthwise":
                    c = x.shape[1]
                    w = take((3, 3, c))
                    x = F.conv2d(x, w.permute(2, 0, 1)[:, None], None, stride=l["Stride"], padding=1, groups=c)
                elif kind == "batchNorm":
                    c = x.shape[1]
                    gamma, beta = take((c,)), take((c,))
                    mean = torch.from_numpy(state[state_place:state_place + c]); state_place += c
                    variance = torch.from_numpy(state[state_place:state_place + c]); state_place += c
                    x = F.batch_norm(x, mean, variance, gamma, beta, True, l["Momentum"], l["Epsilon"])
                elif kind == "relu": x = relu(x)
                elif kind == "maxPool": x = max_pool(x, l["Window"])
                elif kind == "averagePool": x = F.avg_pool2d(x, l["Window"])
                elif kind == "globalAverage": x = x.mean((2, 3), keepdim=True)
                elif kind == "linear":
                    flat = x.permute(0, 2, 3, 1).reshape(x.shape[0], -1)
                    w, b = take((flat.shape[1], l["Outputs"])), take((l["Outputs"],))
                    x = (flat @ w + b)[:, :, None, None]
                elif kind == "residual":
                    main = run(l["Main"], x)
                    x = main + (run(l["Shortcut"], x) if l["Shortcut"] else x)
                else: raise ValueError(kind)
            return x
        out = run(spec["Layers"], x)
        logits = out.permute(0, 2, 3, 1).reshape(out.shape[0], -1)
        (logits * torch.from_numpy(floats(ask["direction"])).reshape(logits.shape)).sum().backward()
        assert place == len(parameters)
        def text(a): return base64.b64encode(np.ascontiguousarray(a, np.float32).tobytes()).decode()
        print(json.dumps({"logits": text(logits.detach().numpy()), "gradients": text(np.concatenate([t.grad.numpy().ravel() for t in tensors])), "state": text(state), "kink": kink[0]}))
        """;
}
