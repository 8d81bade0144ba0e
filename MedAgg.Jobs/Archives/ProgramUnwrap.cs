using System.ComponentModel;
using System.Diagnostics;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>Unpacks through a program of the system in a process of its own (<c>xz</c>, <c>bzip2</c>): native code that meets hostile bytes stays outside.</summary>
internal sealed class ProgramUnwrap : ForwardStream
{
    private readonly Process _process;
    private readonly Stream _source;
    private readonly string _name;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _feeding;
    private readonly Task<string> _errors;
    private bool _isDone;

    private ProgramUnwrap(Process process, Stream source, string name)
    {
        _process = process;
        _source = source;
        _name = name;
        _errors = process.StandardError.ReadToEndAsync(_stop.Token);
        _feeding = FeedAsync();
    }

    /// <exception cref="RefusedException">The program is not on this machine.</exception>
    public static ProgramUnwrap Start(string program, IReadOnlyList<string> arguments, Stream source, string name)
    {
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("XZ_OPT");
        start.Environment.Remove("XZ_DEFAULTS");
        start.Environment.Remove("BZIP2");
        try
        {
            return new(Process.Start(start)!, source, name);
        }
        catch (Win32Exception exception)
        {
            throw new RefusedException(new(ArchiveCodes.FormatUnsupported, $"'{EntryName.Shown(name)}' cannot be unpacked: the program '{program}' is not on this server."), exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isDone || buffer.Length == 0)
            return 0;
        int read = await _process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken);
        if (read > 0)
            return read;
        _isDone = true;
        await _feeding;
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode == 0 ? 0 : throw new RefusedException(ArchiveCodes.Corrupt, $"'{EntryName.Shown(_name)}' is damaged or cut off: it cannot be unpacked.");
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (!_process.HasExited)
            _process.Kill();
        await Task.WhenAll(_feeding, _errors).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
        _stop.Dispose();
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task FeedAsync()
    {
        try
        {
            await _source.CopyToAsync(_process.StandardInput.BaseStream, _stop.Token);
            _process.StandardInput.Close();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return; // the program has ended or is ended; its exit code or the reader tells why
        }
    }
}
