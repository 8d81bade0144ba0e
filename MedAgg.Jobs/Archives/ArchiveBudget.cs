using System.Globalization;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>Counts entries and bytes over all levels of one archive and stops at the limits.</summary>
internal sealed class ArchiveBudget(ArchiveLimits limits, string name)
{
    private int _entries;
    private long _bytes;

    public ArchiveLimits Limits => limits;

    /// <summary>True when a limit was met: then the whole archive is refused, not only the inner one that met it.</summary>
    public bool IsExceeded { get; private set; }

    public long RemainingBytes => limits.MaxTotalUnpackedBytes - _bytes;

    /// <summary>Counts a record of a table, whatever it stands for.</summary>
    public void AddEntry()
    {
        if (++_entries > limits.MaxEntries)
            throw Exceed(ArchiveCodes.TooManyEntries, $"'{name}' holds more than {limits.MaxEntries.ToString(CultureInfo.InvariantCulture)} entries.");
    }

    /// <summary>Counts the unpacked size of a file.</summary>
    public void AddFile(string path, long sizeBytes)
    {
        if (sizeBytes > limits.MaxEntryBytes)
            throw Exceed(ArchiveCodes.TooLarge, $"'{EntryName.Shown(path)}' in '{name}' unpacks to {sizeBytes} bytes; the limit for one file is {limits.MaxEntryBytes}.");
        if (sizeBytes > RemainingBytes)
            throw TotalExceeded();
        _bytes += sizeBytes;
    }

    public RefusedException TotalExceeded() =>
        Exceed(ArchiveCodes.TooLarge, $"'{name}' unpacks to more than the limit of {limits.MaxTotalUnpackedBytes} bytes.");

    public RefusedException EntryExceeded(string path) =>
        Exceed(ArchiveCodes.TooLarge, $"'{EntryName.Shown(path)}' unpacks to more than the limit of {limits.MaxEntryBytes} bytes for one file.");

    private RefusedException Exceed(string code, string message)
    {
        IsExceeded = true;
        return new(code, message);
    }
}
