using System.Buffers.Text;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Archives;

/// <summary>The records of a pax header that matter here: <c>length key=value\n</c> each.</summary>
internal sealed record PaxRecords(byte[]? Path, long? SizeBytes, bool IsSparse)
{
    public static PaxRecords None { get; } = new(null, null, false);

    /// <exception cref="RefusedException">A length leads outside the header, or the size is not one.</exception>
    public static PaxRecords Read(ReadOnlySpan<byte> data)
    {
        PaxRecords records = None;
        while (data.Length > 0 && data[0] != 0)
        {
            if (!Utf8Parser.TryParse(data, out int length, out int digits) || length <= digits + 1 || length > data.Length || data[digits] != ' ' || data[length - 1] != '\n')
                throw Corrupt("a record's length is wrong");
            ReadOnlySpan<byte> record = data[(digits + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0)
                throw Corrupt("a record has no key");
            records = records.With(record[..equals], record[(equals + 1)..]);
            data = data[length..];
        }

        return records;
    }

    private PaxRecords With(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8))
            return this with { Path = value.ToArray() };
        if (key.StartsWith("GNU.sparse."u8))
            return this with { IsSparse = true };
        if (!key.SequenceEqual("size"u8))
            return this;
        return Utf8Parser.TryParse(value, out long size, out int used) && used == value.Length && size >= 0
            ? this with { SizeBytes = size }
            : throw Corrupt("a record states a size that is not one");
    }

    private static RefusedException Corrupt(string what) => new(ArchiveCodes.Corrupt, $"The archive cannot be read: in an extended header {what}.");
}
