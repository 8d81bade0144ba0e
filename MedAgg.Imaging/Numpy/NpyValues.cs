using System.IO.Compression;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>Values behind a head: cut out, brought into C order and little-endian bytes.</summary>
internal static class NpyValues
{
    public static Reading<PixelArray> Read(ZipArchiveEntry entry, string name, NpyHeader header, int first, int? count, ImagingLimits limits)
    {
        int rows = header.Shape.Count == 0 ? 1 : header.Shape[0];
        int wanted = count ?? rows - first;
        if (first < 0 || wanted < 0 || first + (long)wanted > rows)
            return new Refusal(Codes.FrameOutOfRange, $"Array {name} has {rows} entries; {first} to {first + (long)wanted} were asked.");
        long rowBytes = rows == 0 ? 0 : header.DataBytes / rows;
        // The first index of a Fortran array runs fastest: every entry is spread over the whole.
        long skipped = header.IsFortranOrder ? 0 : first * rowBytes;
        long taken = header.IsFortranOrder ? header.DataBytes : wanted * rowBytes;
        if (taken > Math.Min(limits.MaxEntryBytes, Array.MaxLength))
            return new Refusal("NPY_TOO_LARGE", $"Array {name} holds {taken} bytes; the limit is {limits.MaxEntryBytes}.");
        Reading<byte[]> read = Cut(entry, name, header.DataOffset + skipped, taken);
        if (!read.IsRead)
            return read.Refusal!;
        byte[] bytes = header.IsFortranOrder ? ToCOrder(read.Value, header).AsSpan((int)(first * rowBytes), (int)(wanted * rowBytes)).ToArray() : read.Value;
        if (header.ByteOrder == ByteOrder.BigEndian)
            Turn(bytes, header.Type is PixelType.C64 or PixelType.C128 ? header.Type.SizeBytes() / 2 : header.Type.SizeBytes());
        return new PixelArray(header.Shape.Count == 0 ? [1] : [wanted, .. header.Shape.Skip(1)], header.Type, bytes);
    }

    // Memory grows with what the stream gives, not with what the head claims.
    private static Reading<byte[]> Cut(ZipArchiveEntry entry, string name, long offset, long length)
    {
        using Stream stream = entry.Open();
        byte[] chunk = new byte[128 << 10];
        using MemoryStream values = new((int)Math.Min(length, 1 << 20));
        long at = 0;
        while (at < offset + length)
        {
            int read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, offset + length - at));
            if (read == 0)
                return new Refusal("NPY_TRUNCATED", $"Array {name} ends after {at} bytes, before the values that its head claims.");
            int start = (int)Math.Clamp(offset - at, 0, read);
            values.Write(chunk, start, read - start);
            at += read;
        }
        return values.ToArray();
    }

    private static byte[] ToCOrder(byte[] bytes, NpyHeader header)
    {
        int size = header.Type.SizeBytes();
        int axes = header.Shape.Count;
        byte[] turned = new byte[bytes.Length];
        long[] strides = new long[axes];
        long stride = size;
        for (int axis = 0; axis < axes; axis++)
        {
            strides[axis] = stride;
            stride *= header.Shape[axis];
        }
        int[] index = new int[axes];
        for (long to = 0; to < turned.Length; to += size)
        {
            long from = 0;
            for (int axis = 0; axis < axes; axis++)
                from += index[axis] * strides[axis];
            bytes.AsSpan((int)from, size).CopyTo(turned.AsSpan((int)to));
            for (int axis = axes - 1; axis >= 0 && ++index[axis] == header.Shape[axis]; axis--)
                index[axis] = 0;
        }
        return turned;
    }

    private static void Turn(byte[] bytes, int size)
    {
        for (int i = 0; i + size <= bytes.Length; i += size)
            bytes.AsSpan(i, size).Reverse();
    }
}
