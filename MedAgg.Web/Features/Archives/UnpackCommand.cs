using System.CommandLine;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Archives;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Archives;

/// <summary><c>unpack</c>: an archive into a folder under the limits of ingestion. No database, no network.</summary>
internal static class UnpackCommand
{
    public static Command Create()
    {
        var archive = new Argument<string>("ARCHIVE") { Description = "ZIP, TAR, or a file packed by gzip, bzip2 or xz." };
        var folder = new Option<string>("--to") { Description = "Folder for the files: new or empty.", HelpName = "DIR", Required = true };
        Option<string?> limits = LimitsFile.Option();
        var jsonl = new Option<bool>("--jsonl") { Description = "One JSON object a line for each entry, the verdict last." };
        var command = new Command("unpack", "Unpack an archive safely; a rejected one leaves nothing behind.") { archive, folder, limits, jsonl };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using UnpackReport report = new(parsed.GetValue(jsonl));
            ArchiveLimits allowed = parsed.GetValue(limits) is { } file ? LimitsFile.Read(file, ArchiveLimits.Read) : new();
            ArchiveTable table = await UnpackAsync(parsed.GetRequiredValue(archive), parsed.GetRequiredValue(folder), allowed, report, cancellationToken);
            await report.EndAsync(table);
            return table.Verdict == ArchiveVerdict.Reject ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }

    private static async Task<ArchiveTable> UnpackAsync(string archive, string folder, ArchiveLimits limits, UnpackReport report, CancellationToken cancellationToken)
    {
        if (!File.Exists(archive))
            throw new RefusedException("PATH_NOT_FOUND", $"{archive}: there is no such file.");
        string scratch = Directory.CreateTempSubdirectory("medagg-unpack-").FullName;
        try
        {
            return await new ArchiveUnpacker(TimeProvider.System).UnpackAsync(archive, folder, scratch, limits, report.Add, cancellationToken);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new RefusedException(new Refusal("FILE_UNREADABLE", $"{Path.GetFileName(archive)} or the target folder may not be used by this account."), exception);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
