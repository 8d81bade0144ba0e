using System.Diagnostics;
using System.Text;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>A node of the product as a process of its own.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private WorkerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool IsAlive => !_process.HasExited;

    /// <summary>What it wrote, for the message of a failed test.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static WorkerProcess Start(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Product.Assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Ends it as a cut of power does: at once, and nothing is tidied up.</summary>
    public async Task KillAsync()
    {
        Signals.Kill(_process.Id);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (IsAlive)
        {
            Signals.Kill(_process.Id);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
