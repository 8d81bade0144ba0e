using System.Text;
using System.Text.Json;
using MedAgg.Jobs.Archives;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Archives;

/// <summary>Prints what became of every entry while it happens, and the verdict at the end.</summary>
internal sealed class UnpackReport(bool isJson) : IAsyncDisposable
{
    private readonly StreamWriter _output = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
    private int _files;
    private long _bytes;

    /// <summary>A file that was unpacked.</summary>
    public void Add(UnpackedFile file)
    {
        _files++;
        _bytes += file.SizeBytes;
        _output.WriteLine(isJson
            ? JsonSerializer.Serialize(new { file.Path, Size = file.SizeBytes, file.Sha256 }, JsonOutput.Options)
            : EntryText(file));
    }

    /// <summary>What was left out or is odd, then the verdict; the sentence of a warning or a rejection goes to the error stream, too.</summary>
    public async Task EndAsync(ArchiveTable table)
    {
        foreach (ArchiveNotice notice in table.Notices)
        {
            await _output.WriteLineAsync(isJson
                ? JsonSerializer.Serialize(new { notice.Path, notice.Skipped, notice.Code, notice.Message }, JsonOutput.Options)
                : $"{(notice.Skipped ? "left out" : "odd")}  {notice}");
        }

        if (isJson)
            await _output.WriteLineAsync(VerdictOf(table));
        else
            await _output.WriteLineAsync(FormattableString.Invariant($"{NameOf(table.Verdict)}: {_files} files, {_bytes} bytes"));
        await _output.FlushAsync();
        if (table.Verdict == ArchiveVerdict.Reject)
            await Console.Error.WriteLineAsync(table.Reason!.ToString());
    }

    public ValueTask DisposeAsync() => _output.DisposeAsync();

    private static string VerdictOf(ArchiveTable table) =>
        JsonSerializer.Serialize(new { Verdict = NameOf(table.Verdict), Code = table.Reason?.Code ?? "", Message = table.Reason?.Message ?? "" }, JsonOutput.Options);

    private static string NameOf(ArchiveVerdict verdict) => verdict switch
    {
        ArchiveVerdict.Accept => "accept",
        ArchiveVerdict.AcceptWithWarning => "accept-with-warning",
        _ => "reject",
    };

    // A name may hold what a terminal would obey.
    private static string EntryText(UnpackedFile file) =>
        FormattableString.Invariant($"{file.Sha256}  {file.SizeBytes,12}  {new string([.. file.Path.Select(c => char.IsControl(c) ? '?' : c)])}");
}
