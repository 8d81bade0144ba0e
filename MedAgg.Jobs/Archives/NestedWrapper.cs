using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>Opens one packed file through all its wrappers, as <c>a.csv.gz.gz</c> has two, up to the depth limit.</summary>
internal static class NestedWrapper
{
    /// <param name="packed">Bytes of the outermost wrapper; owned by the result.</param>
    public static async Task<Stream> OpenAsync(ArchiveKind kind, Stream packed, string path, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        Stream current = packed;
        try
        {
            for (int depth = 1; ; depth++)
            {
                if (depth > budget.Limits.MaxArchiveDepth)
                    throw new RefusedException(ArchiveCodes.NestedTooDeep, $"'{EntryName.Shown(path)}' is packed more than {budget.Limits.MaxArchiveDepth} times.");
                current = Limit(Wrappers.Open(kind, current, path), path, budget);
                byte[] head = await Wrappers.HeadAsync(current, cancellationToken);
                current = new OwningStream(new JoinedStream(new MemoryStream(head), current), current);
                kind = ArchiveSniffer.KindOf(head);
                if (!ArchiveSniffer.IsWrapper(kind))
                    return current;
            }
        }
        catch
        {
            await current.DisposeAsync();
            throw;
        }
    }

    private static OwningStream Limit(Stream unwrapped, string path, ArchiveBudget budget) =>
        new(new LimitedStream(unwrapped, budget.Limits.MaxEntryBytes, () => budget.EntryExceeded(path)), unwrapped);

    private sealed class OwningStream(Stream inner, Stream owned) : ForwardStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await owned.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
