using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Archives;

/// <summary>
/// Reads the entry table of an archive without exploding it: names judged, limits counted over all levels, places of the files.
/// Nothing a file contains makes it throw; the answer is a verdict. Data are not read here, only tables: <see cref="ArchiveEntryReader"/>
/// checks each file while it is read.
/// </summary>
public sealed class ArchiveIndex(IBlobStore blobs, ArchiveEntryReader reader, TimeProvider clock)
{
    private const int TableBlockBytes = 64 * 1024;

    /// <summary>Reads the table of a blob and of the archives in it.</summary>
    /// <param name="blob">SHA-256 of the archive in the store.</param>
    /// <param name="path">Path of the archive in its source; entries are named <c>path!/entry</c>. A single packed file keeps <paramref name="path"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    public async Task<ArchiveTable> ReadAsync(string blob, string path, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        ArchiveBudget budget = new(limits, EntryName.Shown(path));
        ArchiveFindings findings = new(path);
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(limits.PerArchiveSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            long length;
            await using (Stream bytes = await blobs.OpenAsync(blob, either.Token))
                length = bytes.Length;
            await ReadLevelAsync(new(blob, 0, length, path, 1), findings, budget, either.Token);
            return findings.IsEmpty ? findings.ToRejection(findings.WhyEmpty()) : findings.ToTable();
        }
        catch (RefusedException exception)
        {
            return findings.ToRejection(exception.Refusal);
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            return findings.ToRejection(new(SourceCodes.DiskFull, $"There is no room in the store to unwrap '{EntryName.Shown(path)}'; free some and try again."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return findings.ToRejection(new(ArchiveCodes.TooSlow, $"'{EntryName.Shown(path)}' could not be read within the limit of {limits.PerArchiveSeconds} s."));
        }
    }

    private async Task ReadLevelAsync(Level level, ArchiveFindings findings, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        string name = EntryName.Shown(level.Path);
        if (level.Length == 0)
            throw new RefusedException(ArchiveCodes.FileEmpty, $"'{name}' is empty.");
        await using Stream stream = await blobs.OpenAsync(level.Blob, cancellationToken);
        ByteWindow bytes = new(stream, level.Offset, level.Length, TableBlockBytes);
        byte[] head = new byte[Math.Min(ArchiveSniffer.HeadBytes, level.Length)];
        await bytes.ReadAsync(0, head, cancellationToken);
        switch (KindOf(head, level.Path))
        {
            case ArchiveKind.Zip:
                await ReadZipAsync(bytes, head, level, findings, budget, cancellationToken);
                break;
            case ArchiveKind.Tar:
                TarTable tar = new(bytes, name, budget);
                await TakeAsync(level, await tar.ReadAsync(cancellationToken), tar.Odd, findings, budget, cancellationToken);
                break;
            case ArchiveKind.Gzip or ArchiveKind.Bzip2 or ArchiveKind.Xz:
                await ReadWrapperAsync(ArchiveSniffer.KindOf(head), level, findings, budget, cancellationToken);
                break;
            case ArchiveKind.Rar or ArchiveKind.SevenZip or ArchiveKind.Zstandard:
                throw new RefusedException(ArchiveCodes.FormatUnsupported, $"'{name}' is a {NameOf(ArchiveSniffer.KindOf(head))} archive, which is not read; send it as ZIP or TAR.");
            default:
                throw PageSniffer.IsPage(head)
                    ? new RefusedException(ArchiveCodes.IsHtml, $"'{name}' is a web page and not an archive; the link may lead to a login.")
                    : new RefusedException(ArchiveCodes.NotAnArchive, $"'{name}' is not an archive that is known here.");
        }
    }

    private static string NameOf(ArchiveKind kind) => kind switch
    {
        ArchiveKind.SevenZip => "7z",
        ArchiveKind.Rar => "RAR",
        _ => kind.ToString(),
    };

    // A ZIP may stand behind other data, an empty TAR is all zeros, a damaged one has no right header: then the name decides.
    private static ArchiveKind KindOf(byte[] head, string path)
    {
        ArchiveKind kind = ArchiveSniffer.KindOf(head);
        if (kind != ArchiveKind.None)
            return kind;
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return ArchiveKind.Zip;
        return path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) && !PageSniffer.IsPage(head) ? ArchiveKind.Tar : ArchiveKind.None;
    }

    private async Task ReadZipAsync(ByteWindow bytes, byte[] head, Level level, ArchiveFindings findings, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        ZipTable zip = new(bytes, EntryName.Shown(level.Path), budget);
        IReadOnlyList<RawEntry> entries;
        try
        {
            entries = await zip.ReadAsync(cancellationToken);
        }
        catch (RefusedException) when (PageSniffer.IsPage(head))
        {
            throw new RefusedException(ArchiveCodes.IsHtml, $"'{EntryName.Shown(level.Path)}' is a web page and not an archive; the link may lead to a login.");
        }

        await TakeAsync(level, entries, zip.Odd, findings, budget, cancellationToken);
    }

    private async Task ReadWrapperAsync(ArchiveKind kind, Level level, ArchiveFindings findings, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        FilePlace place = new(level.Blob, level.Offset, level.Length, Packing.Stored);
        if (!await HoldsTarAsync(kind, place, level.Path, cancellationToken))
        {
            findings.Add(new(level.Path, place, level.Length) { Wrapper = kind });
            return;
        }

        // The TAR is unwrapped once into the store: only then can its files be read by themselves. A tenth more for its headers.
        long limit = budget.RemainingBytes + (budget.RemainingBytes / 10);
        await using Stream unwrapped = await OpenWrapperAsync(kind, place, level.Path, cancellationToken);
        await using LimitedStream limited = new(unwrapped, limit, budget.TotalExceeded);
        BlobRef tar = await blobs.PutAsync(limited, cancellationToken);
        findings.AddUnwrapped(tar);

        await using Stream stream = await blobs.OpenAsync(tar.Sha256, cancellationToken);
        TarTable table = new(new(stream, 0, tar.SizeBytes, TableBlockBytes), EntryName.Shown(level.Path), budget);
        Level inside = level with { Blob = tar.Sha256, Offset = 0, Length = tar.SizeBytes };
        await TakeAsync(inside, await table.ReadAsync(cancellationToken), table.Odd, findings, budget, cancellationToken);
    }

    private async Task<bool> HoldsTarAsync(ArchiveKind kind, FilePlace place, string path, CancellationToken cancellationToken)
    {
        await using Stream peek = await OpenWrapperAsync(kind, place, path, cancellationToken);
        return ArchiveSniffer.KindOf(await Wrappers.HeadAsync(peek, cancellationToken)) == ArchiveKind.Tar;
    }

    private async Task<Stream> OpenWrapperAsync(ArchiveKind kind, FilePlace place, string path, CancellationToken cancellationToken) =>
        Wrappers.Open(kind, await reader.OpenAsync(place, place.Length, path, cancellationToken), path);

    private async Task TakeAsync(Level level, IReadOnlyList<RawEntry> raws, IReadOnlyList<Refusal> odd, ArchiveFindings findings, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        foreach (Refusal refusal in odd)
            findings.Note(refusal, entry: null);
        if (raws.Any(raw => raw.IsNameGuessed))
            findings.Note(new(ArchiveCodes.NameGuessed, $"Names in '{EntryName.Shown(level.Path)}' do not say their code page; it is guessed."), entry: null);
        foreach (RawEntry raw in raws)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await TakeAsync(level, raw, findings, budget, cancellationToken);
        }
    }

    private async Task TakeAsync(Level level, RawEntry raw, ArchiveFindings findings, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        var path = EntryPath.Judge(raw.Name, budget.Limits);
        if (path.Notice is { } notice)
            findings.Note(notice, raw.Name, path.IsSkipped);
        if (raw.Odd is { } oddity)
            findings.Note(oddity, raw.Name);
        if (path.IsSkipped || path.Path.Length == 0)
            return;
        string shown = EntryName.Shown(raw.Name);
        switch (raw.Kind)
        {
            case RawKind.Folder:
                findings.AddFolder(path.Path);
                return;
            case RawKind.Link:
                findings.AddLink(path.Path);
                findings.Note(new(ArchiveCodes.LinkSkipped, $"'{shown}' is a link and is left out; links are never made."), raw.Name, isSkipped: true);
                return;
            case RawKind.Special:
                findings.Note(new(ArchiveCodes.SpecialFileSkipped, $"'{shown}' is a device or pipe and is left out; such files are never made."), raw.Name, isSkipped: true);
                return;
        }

        string claimed = findings.Claim(path.Path);
        if (raw.Unreadable is { } unreadable)
        {
            findings.Note(unreadable, raw.Name, isSkipped: true);
            return;
        }

        budget.AddFile(claimed, raw.SizeBytes);
        FilePlace place = new(level.Blob, level.Offset + raw.Offset, raw.Length, raw.Packing) { Crc32 = raw.Crc32 };
        ArchiveEntry entry = new($"{level.Path}!/{claimed}", place, raw.SizeBytes);
        if (!ArchiveSniffer.LooksLikeArchive(claimed) || !await OpenInnerAsync(level, entry, findings, budget, cancellationToken))
            findings.Add(entry);
    }

    /// <returns>False when the entry stays a file: too deep, no archive, or one that is refused.</returns>
    private async Task<bool> OpenInnerAsync(Level level, ArchiveEntry entry, ArchiveFindings findings, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        string shown = EntryName.Shown(entry.Path);
        if (level.Depth == budget.Limits.MaxArchiveDepth)
        {
            findings.Note(new(ArchiveCodes.NestedTooDeep, $"'{shown}' stays packed: it is nested deeper than {budget.Limits.MaxArchiveDepth} levels."), entry.Path);
            return false;
        }

        ArchiveFindings inner = new(entry.Path);
        try
        {
            FilePlace place = entry.Place;
            if (place.Packing == Packing.Deflate)
            {
                await using Stream content = await reader.OpenAsync(place, entry.SizeBytes, entry.Path, cancellationToken);
                BlobRef unpacked = await blobs.PutAsync(content, cancellationToken);
                inner.AddUnwrapped(unpacked);
                place = new(unpacked.Sha256, 0, unpacked.SizeBytes, Packing.Stored);
            }

            await ReadLevelAsync(new(place.Blob, place.Offset, place.Length, entry.Path, level.Depth + 1), inner, budget, cancellationToken);
            findings.Merge(inner);
            return !inner.IsEmpty;
        }
        catch (RefusedException exception) when (!budget.IsExceeded)
        {
            findings.MergeUnwrapped(inner);
            findings.Note(new(exception.Refusal.Code, $"The inner archive '{shown}' stays packed. {exception.Refusal.Message}"), entry.Path);
            return false;
        }
        catch (RefusedException)
        {
            findings.MergeUnwrapped(inner);
            throw;
        }
    }

    private sealed record Level(string Blob, long Offset, long Length, string Path, int Depth);
}
