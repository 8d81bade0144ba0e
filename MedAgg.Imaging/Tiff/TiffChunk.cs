using System.Buffers.Binary;
using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Tiff;

/// <summary>One strip or tile: unpacks it, undoes its predictor, turns its samples little-endian.</summary>
internal static class TiffChunk
{
    public static string? Read(ByteWindow window, TiffDirectory page, TiffLayout layout, ulong index, int rows, byte[] chunk)
    {
        if (page.Number(layout.IsTiled ? (ushort)324 : (ushort)273, index) is not { } offset || offset >= window.Length)
            return "A strip or tile of the TIFF lies outside the file.";
        long length = page.Number(layout.IsTiled ? (ushort)325 : (ushort)279, index) ?? window.Length - offset;
        int bytes = layout.LineBytes * rows;
        Span<byte> target = chunk.AsSpan(0, bytes);
        if (!Unpack(window, layout, offset, Math.Min(length, window.Length - offset), target))
            return "A strip or tile of the TIFF is damaged or cut.";
        Undo(target, layout, page.IsBigEndian);
        return null;
    }

    private static bool Unpack(ByteWindow window, TiffLayout layout, long offset, long length, Span<byte> target)
    {
        if (layout.Compression == 1)
            return window.Source.Read(offset, target[..(int)Math.Min(target.Length, length)]) == target.Length;
        if (layout.Compression is 8 or 32946)
        {
            using Stream stream = Inflation.Open(window.Source.Slice(offset, length).AsStream(), InflationFormat.Zlib);
            return Inflation.Fill(stream, target, out _) == target.Length;
        }
        byte[] packed = new byte[Math.Min(length, (2L * target.Length) + 65536)];
        int count = window.Source.Read(offset, packed);
        return layout.Compression == 5 ? LzwDecoder.Decode(packed.AsSpan(0, count), target) : PackBits(packed.AsSpan(0, count), target);
    }

    private static bool PackBits(ReadOnlySpan<byte> packed, Span<byte> target)
    {
        int at = 0;
        int done = 0;
        while (done < target.Length && at < packed.Length)
        {
            int code = (sbyte)packed[at++];
            if (code == -128)
                continue;
            int count = Math.Min(code >= 0 ? code + 1 : 1 - code, target.Length - done);
            if (code >= 0)
            {
                count = Math.Min(count, packed.Length - at);
                packed.Slice(at, count).CopyTo(target[done..]);
                at += code + 1;
            }
            else if (at < packed.Length)
            {
                target.Slice(done, count).Fill(packed[at++]);
            }
            done += count;
        }
        return done == target.Length;
    }

    private static void Undo(Span<byte> target, TiffLayout layout, bool big)
    {
        int size = layout.SampleBytes;
        int step = layout.IsPlanar ? 1 : layout.Samples;
        for (int line = 0; line + layout.LineBytes <= target.Length; line += layout.LineBytes)
        {
            Span<byte> row = target.Slice(line, layout.LineBytes);
            if (layout.Predictor == 3)
            {
                FloatRow(row, size, step);
                continue;
            }
            if (big && size > 1)
            {
                for (int i = 0; i + size <= row.Length; i += size)
                    row.Slice(i, size).Reverse();
            }
            if (layout.Predictor == 2)
                Difference(row, size, step);
        }
    }

    private static void Difference(Span<byte> row, int size, int step)
    {
        for (int i = step * size; i + size <= row.Length; i += size)
        {
            Span<byte> at = row[i..];
            ReadOnlySpan<byte> before = row[(i - (step * size))..];
            if (size == 1)
                at[0] += before[0];
            else if (size == 2)
                BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(at) + BinaryPrimitives.ReadUInt16LittleEndian(before)));
            else
                BinaryPrimitives.WriteUInt32LittleEndian(at, BinaryPrimitives.ReadUInt32LittleEndian(at) + BinaryPrimitives.ReadUInt32LittleEndian(before));
        }
    }

    /// <summary>Adobe's floating point predictor: byte planes, most significant first, each byte the difference to the one before.</summary>
    private static void FloatRow(Span<byte> row, int size, int step)
    {
        for (int i = step; i < row.Length; i++)
            row[i] += row[i - step];
        byte[] planes = row.ToArray();
        int count = row.Length / size;
        for (int i = 0; i < count; i++)
        {
            for (int b = 0; b < size; b++)
                row[(i * size) + b] = planes[((size - 1 - b) * count) + i];
        }
    }
}
