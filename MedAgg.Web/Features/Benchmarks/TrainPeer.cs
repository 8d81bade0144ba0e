using System.Diagnostics;
using System.Text.Json;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>PyTorch where Debian's <c>python3-torch</c> is installed: the same nets, batches of 32 made beforehand, AdamW, in a process for each setting.</summary>
internal static class TrainPeer
{
    public const string Absent = "not installed: apt-get install python3-torch puts it beside";

    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import sys, time, json
        try:
            import torch
        except ImportError:
            print(json.dumps({"absent": True})); sys.exit()
        ask = json.load(sys.stdin)
        torch.set_num_threads(ask["threads"])
        def block(c, ch, stride=1):
            return [torch.nn.Conv2d(c, ch, 3, stride=stride, padding=1, bias=False), torch.nn.BatchNorm2d(ch)]
        class Residual(torch.nn.Module):
            def __init__(self, c, ch, stride):
                super().__init__()
                self.main = torch.nn.Sequential(*block(c, ch, stride), torch.nn.ReLU(inplace=True), *block(ch, ch))
                same = c == ch and stride == 1
                self.short = torch.nn.Identity() if same else torch.nn.Sequential(torch.nn.Conv2d(c, ch, 1, stride=stride, bias=False), torch.nn.BatchNorm2d(ch))
            def forward(self, x):
                return torch.relu_(self.main(x) + self.short(x))
        class Net(torch.nn.Module):
            def __init__(self, channels, pools):
                super().__init__()
                layers, c = [], 1
                if pools:
                    for ch, pool in zip(channels, pools):
                        layers += block(c, ch) + [torch.nn.ReLU(inplace=True)] + ([torch.nn.MaxPool2d(2)] if pool else [])
                        c = ch
                else:
                    layers += block(1, channels[0]) + [torch.nn.ReLU(inplace=True)]
                    c = channels[0]
                    for i, ch in enumerate(channels):
                        layers.append(Residual(c, ch, 2 if i else 1))
                        c = ch
                self.features, self.head = torch.nn.Sequential(*layers), torch.nn.Linear(c, 1)
            def forward(self, x):
                return self.head(self.features(x).mean((2, 3)))[:, 0]
        answer = []
        for n in ask["nets"]:
            torch.manual_seed(1)
            net, size, steps = Net(n["channels"], n["pools"]), n["size"], n["images"] // 32
            x = [torch.randn(32, 1, size, size) for _ in range(steps)]
            y = [torch.randint(0, 2, (32,)).float() for _ in range(steps)]
            if ask["channels_last"]:
                net = net.to(memory_format=torch.channels_last)
                x = [t.to(memory_format=torch.channels_last) for t in x]
            optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.01)
            loss = torch.nn.BCEWithLogitsLoss()
            net.train()
            best = None
            for epoch in range(3):
                began = time.perf_counter()
                for a, b in zip(x, y):
                    optimizer.zero_grad(set_to_none=True)
                    loss(net(a), b).backward()
                    optimizer.step()
                if epoch:
                    seconds = time.perf_counter() - began
                    best = seconds if best is None else min(best, seconds)
            answer.append({"seconds": best * n["images"] / (32 * steps), "parameters": sum(p.numel() for p in net.parameters())})
        print(json.dumps({"absent": False, "version": torch.__version__, "nets": answer}))
        """;

    /// <summary>Memory layout and waiting of threads; which is best differs from machine to machine.</summary>
    public static IReadOnlyList<(string Name, bool ChannelsLast, string Waiting)> Settings { get; } =
    [
        ("channels_last, OMP passive", true, "passive"),
        ("contiguous, OMP passive", false, "passive"),
        ("channels_last, OMP active", true, "active"),
        ("contiguous, OMP active", false, "active"),
    ];

    /// <summary>Epoch seconds of every net in one setting; null when PyTorch is absent or fails.</summary>
    public static async Task<TrainPeerAnswer?> RunAsync(bool channelsLast, string waiting, int threads, CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
            return null;
        ProcessStartInfo start = new(Python, ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_WAIT_POLICY"] = waiting;
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var ask = new { threads, channels_last = channelsLast, nets = TrainNet.All.Select(n => new { channels = n.Channels, pools = n.Pools, size = n.Size, images = n.Images }) };
        try
        {
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(ask));
            process.StandardInput.Close();
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return null; // it ended at its imports
        }

        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = await errors;
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        TrainPeerAnswer? answer = process.ExitCode == 0 ? JsonSerializer.Deserialize<TrainPeerAnswer>(output, JsonOutput.Options) : null;
        return answer is { Absent: false } ? answer : null;
    }
}

/// <summary>What the peer's script prints.</summary>
/// <param name="Absent">The package is not there.</param>
/// <param name="Version">Of PyTorch.</param>
/// <param name="Nets">In the order asked.</param>
internal sealed record TrainPeerAnswer(bool Absent, string? Version, IReadOnlyList<TrainPeerNet>? Nets);

/// <summary>One net of the peer.</summary>
/// <param name="Seconds">Best epoch.</param>
/// <param name="Parameters">Numbers that training changes: a check that the nets are the same.</param>
internal sealed record TrainPeerNet(double Seconds, int Parameters);
