using System.Buffers.Binary;
using System.IO.Compression;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Numpy;

/// <summary>NumPy arrays in a ZIP, as <c>numpy.savez</c> writes them: the form of MedMNIST. Sizes are taken from checked heads, never from the ZIP's own claims.</summary>
public static class NpzReader
{
    private const int MostArrays = 1000;
    private const int MostDirectoryBytes = 1 << 20;
    private const int EndBytes = 22;

    /// <summary>Heads of all arrays, in the file's order.</summary>
    /// <returns>Refusals <c>NPZ_MALFORMED</c>, <c>NPZ_TOO_MANY_ARRAYS</c>, and those of <see cref="NpyHeader.Read"/>.</returns>
    public static Reading<IReadOnlyList<NpzArray>> List(ByteSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return With(source, archive =>
        {
            List<NpzArray> arrays = [];
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
                    continue;
                Reading<NpyHeader> header = HeadOf(entry);
                if (!header.IsRead)
                    return Reading.Refused<IReadOnlyList<NpzArray>>(header.Refusal!);
                arrays.Add(new NpzArray(NameOf(entry), header.Value));
            }
            return Reading.Of<IReadOnlyList<NpzArray>>(arrays);
        });
    }

    /// <summary>Values of an array, little-endian in C order whatever the file's order is.</summary>
    /// <param name="source">The NPZ file; stays open.</param>
    /// <param name="name">Name without <c>.npy</c>.</param>
    /// <param name="first">First entry along the first axis.</param>
    /// <param name="count">Entries along the first axis; null for the rest.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="cancellationToken">Stops before the values are read.</param>
    /// <returns>Refusals <c>NPZ_ARRAY_ABSENT</c>, <c>NPY_TRUNCATED</c>, <c>NPY_TOO_LARGE</c>, <c>FRAME_OUT_OF_RANGE</c>, and those of <see cref="List"/>.</returns>
    public static Reading<PixelArray> Read(ByteSource source, string name, int first, int? count, ImagingLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return With(source, archive =>
        {
            ZipArchiveEntry? entry = archive.Entries.FirstOrDefault(e => e.FullName == name + ".npy");
            if (entry is null)
                return new Refusal("NPZ_ARRAY_ABSENT", $"The file has no array {name}.");
            Reading<NpyHeader> header = HeadOf(entry);
            cancellationToken.ThrowIfCancellationRequested();
            return header.IsRead ? NpyValues.Read(entry, NameOf(entry), header.Value, first, count, limits) : header.Refusal!;
        });
    }

    /// <summary>What the file says as an image stack: the size of its images, how many there are, and that patients are unknown.</summary>
    internal static FileReading Inspect(ByteWindow window, string path, CancellationToken cancellationToken)
    {
        FileReading reading = new(path, window.Length, FileKind.Other) { Subkind = Subkind.Npz };
        Reading<IReadOnlyList<NpzArray>> listed = List(window.Source, cancellationToken);
        if (!listed.IsRead)
            return reading with { Refusal = listed.Refusal };
        NpzArray[] images = [.. listed.Value.Where(a => a.IsImages)];
        if (images.Length == 0)
            return reading;
        NpzArray model = images[0];
        if (images.Any(a => !a.Header.Shape.Skip(1).SequenceEqual(model.Header.Shape.Skip(1))))
            return reading with { Refusal = new Refusal("NPZ_SIZES_DIFFER", "The image arrays of the file differ in the size of their images.") };
        long frames = images.Sum(a => (long)a.Header.Shape[0]);
        string parts = string.Join(", ", images.Select(a => FormattableString.Invariant($"{a.Name} {a.Header.Shape[0]}")));
        ReadWarning unknown = new("NPZ_PATIENTS_UNKNOWN", FormattableString.Invariant($"{frames} images ({parts}); the file names no patients, so nobody can check that its parts share none."));
        return reading with
        {
            Facts = new ImageFacts
            {
                Kind = FileKind.Other,
                Columns = model.Header.Shape[2],
                Rows = model.Header.Shape[1],
                Frames = (int)Math.Min(frames, int.MaxValue),
                SamplesPerPixel = model.Channels,
                BitsAllocated = 8 * model.Header.Type.SizeBytes(),
                BitsStored = 8 * model.Header.Type.SizeBytes(),
                IsSigned = model.Header.Type is PixelType.I8 or PixelType.I16 or PixelType.I32 or PixelType.I64,
                IsFloat = model.Header.Type is PixelType.F32 or PixelType.F64,
                Photometric = model.Channels >= 3 ? "RGB" : "MONOCHROME2",
                ByteOrder = model.Header.ByteOrder,
            },
            Warnings = [unknown],
        };
    }

    /// <summary>One image, counted through the image arrays in the file's order, or all of them.</summary>
    internal static Reading<PixelArray> ReadImages(ByteSource source, int? frame, ImagingLimits limits, CancellationToken cancellationToken)
    {
        Reading<IReadOnlyList<NpzArray>> listed = List(source, cancellationToken);
        if (!listed.IsRead)
            return listed.Refusal!;
        NpzArray[] images = [.. listed.Value.Where(a => a.IsImages)];
        if (frame is not { } wanted)
            return AllOf(source, images, limits, cancellationToken);
        foreach (NpzArray array in images)
        {
            if (wanted < array.Header.Shape[0])
                return One(Read(source, array.Name, wanted, 1, limits, cancellationToken));
            wanted -= array.Header.Shape[0];
        }
        return new Refusal(Codes.FrameOutOfRange, $"There is no image {frame} in the file.");
    }

    private static Reading<PixelArray> AllOf(ByteSource source, NpzArray[] images, ImagingLimits limits, CancellationToken cancellationToken)
    {
        if (images.Sum(a => a.Header.DataBytes) > limits.MaxEntryBytes || images.Any(a => a.Header.Type != images[0].Header.Type))
            return new Refusal("NPY_TOO_LARGE", $"The image arrays together hold more than {limits.MaxEntryBytes} bytes, or differ in type; read them one by one.");
        using MemoryStream all = new();
        foreach (NpzArray array in images)
        {
            Reading<PixelArray> read = Read(source, array.Name, 0, null, limits, cancellationToken);
            if (!read.IsRead)
                return read;
            all.Write(read.Value.Bytes);
        }
        return new PixelArray([images.Sum(a => a.Header.Shape[0]), .. images[0].Header.Shape.Skip(1)], images[0].Header.Type, all.ToArray());
    }

    private static Reading<PixelArray> One(Reading<PixelArray> read) => read.IsRead ? read.Value with { Shape = [.. read.Value.Shape.Skip(1)] } : read;

    private static Reading<T> With<T>(ByteSource source, Func<ZipArchive, Reading<T>> work)
        where T : class
    {
        if (DirectoryFault(source) is { } fault)
            return fault;
        try
        {
            using ZipArchive archive = new(source.AsStream(), ZipArchiveMode.Read, leaveOpen: false);
            return work(archive);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            return new Refusal("NPZ_MALFORMED", "The file is no sound ZIP of arrays: its directory or a packed array is damaged.");
        }
    }

    // The library reads a whole directory before it looks at its size, so the size is looked at first.
    private static Refusal? DirectoryFault(ByteSource source)
    {
        byte[] tail = new byte[(int)Math.Min(source.Length, EndBytes + ushort.MaxValue)];
        int read = source.Read(source.Length - tail.Length, tail);
        int end = tail.AsSpan(0, read).LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndBytes > read)
            return new Refusal("NPZ_MALFORMED", "The file is cut short: a ZIP ends in its directory, and there is none.");
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        long directory = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (entries > MostArrays || source.Length - directory > MostDirectoryBytes + tail.Length)
            return new Refusal("NPZ_TOO_MANY_ARRAYS", $"The file claims {entries} arrays or a directory beyond {MostDirectoryBytes} bytes; {MostArrays} arrays are read.");
        return null;
    }

    private static Reading<NpyHeader> HeadOf(ZipArchiveEntry entry)
    {
        byte[] head = new byte[NpyHeader.MostBytes];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return NpyHeader.Read(head.AsSpan(0, read), NameOf(entry));
    }

    private static string NameOf(ZipArchiveEntry entry) => new([.. entry.FullName[..^4].Take(100).Where(c => !char.IsControl(c))]);
}
