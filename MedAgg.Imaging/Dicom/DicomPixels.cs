using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Dicom;

/// <summary>Stored pixel values of native and RLE data (PS3.5 section 8), frame by frame, without touching other frames.</summary>
internal sealed class DicomPixels
{
    /// <summary>Decoded bytes that one call of a codec makes, at most, unless a single frame is larger.</summary>
    private const int BatchBytes = 64 << 20;
    private const int MostAtOnce = 256;
    private readonly DicomFile _file;
    private readonly ImageFacts _facts;
    private readonly ImagingLimits _limits;
    private readonly WarningList _warnings = new();
    private readonly int _samples;
    private readonly bool _isPlanar;
    private readonly long _framePixels;

    private DicomPixels(DicomFile file, ImageFacts facts, ImagingLimits limits)
    {
        _file = file;
        _facts = facts;
        _limits = limits;
        _samples = facts.SamplesPerPixel;
        _isPlanar = _samples > 1 && new DicomValues(file.Set).Int(DicomTag.PlanarConfiguration) == 1;
        _framePixels = (long)facts.Rows * facts.Columns;
    }

    private PixelType? Type => (_facts.BitsAllocated, _facts.IsFloat, _facts.IsSigned) switch
    {
        (1, _, _) => PixelType.U8,
        (8, _, false) => PixelType.U8,
        (8, _, true) => PixelType.I8,
        (12 or 16, _, false) => PixelType.U16,
        (12 or 16, _, true) => PixelType.I16,
        (32, true, _) => PixelType.F32,
        (32, _, false) => PixelType.U32,
        (32, _, true) => PixelType.I32,
        (64, true, _) => PixelType.F64,
        _ => null,
    };

    /// <param name="file">A parsed file.</param>
    /// <param name="facts">Its facts.</param>
    /// <param name="frame">From 0; null for all.</param>
    /// <param name="limits">How much may be taken in.</param>
    /// <param name="codec">Decodes compressed frames; null when none is at hand.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    public static Reading<PixelArray> Read(DicomFile file, ImageFacts facts, int? frame, ImagingLimits limits, FrameCodec? codec, CancellationToken cancellationToken)
    {
        if (!DicomImageCheck.TryFindPixels(file.Set, out DicomElement pixels))
            return new Refusal(Codes.PixelsAbsent, "The file holds no pixel data.");
        DicomPixels reader = new(file, facts, limits);
        if (reader.Judge(frame) is { } refusal)
            return refusal;
        TransferSyntax syntax = TransferSyntax.Of(facts.TransferSyntax);
        if (pixels.Length != DicomElement.Undefined)
            return syntax.IsEncapsulated ? new Refusal(Codes.DicomImageInvalid, "The pixel data of an encapsulated transfer syntax have a defined length.") : reader.Native(pixels, frame, cancellationToken);
        return reader.Encapsulated(pixels, syntax, frame, codec, cancellationToken);
    }

    private Refusal? Judge(int? frame)
    {
        if (Type is not { } type || DicomImageCheck.NativeBytes(_facts) is null || _samples is not (1 or 3 or 4))
            return new Refusal(Codes.DicomImageInvalid, "Rows, columns, samples or bits of the image make no sense.");
        if (_framePixels > _limits.MaxImagePixels || _facts.Frames > _limits.MaxDicomFrames)
            return new Refusal(Codes.DicomImageInvalid, $"The image exceeds the limits of {_limits.MaxImagePixels} pixels or {_limits.MaxDicomFrames} frames.");
        if (frame < 0 || frame >= _facts.Frames)
            return new Refusal(Codes.FrameOutOfRange, $"Frame {frame} does not exist; there are {_facts.Frames}.");
        Int128 bytes = (Int128)_framePixels * _samples * type.SizeBytes() * (frame is null ? _facts.Frames : 1);
        return bytes > Math.Min(_limits.MaxPixelBytes, Array.MaxLength)
            ? new Refusal(Codes.PixelsTooLarge, $"The pixels need {bytes} bytes; the limit is {_limits.MaxPixelBytes}. Read them frame by frame.")
            : null;
    }

    private Reading<PixelArray> Native(in DicomElement pixels, int? frame, CancellationToken cancellationToken)
    {
        bool isSubsampled = DicomImageCheck.IsSubsampled(_facts);
        long present = Math.Min(pixels.Length, _file.Set.Window.Length - pixels.Offset);
        int first = frame ?? 0;
        int count = frame is null ? _facts.Frames : 1;
        long frameBits = _framePixels * (isSubsampled && !IsStoredFull(present) ? 2 : _samples) * _facts.BitsAllocated;
        isSubsampled &= !IsStoredFull(present);
        Int128 neededBits = (Int128)frameBits * (first + count);
        if ((neededBits + 7) / 8 > present)
            return new Refusal(Codes.PixelsTruncated, $"The pixels need {(neededBits + 7) / 8} bytes, {present} are there.");
        int size = Type!.Value.SizeBytes();
        byte[] values = new byte[_framePixels * _samples * size * count];
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> target = values.AsSpan((int)(_framePixels * _samples * size * i), (int)(_framePixels * _samples * size));
            long bit = frameBits * (first + i);
            if (_facts.BitsAllocated is 1 or 12)
                PackedBits.Unpack(_file.Source, pixels.Offset, bit, _facts.BitsAllocated, target);
            else if (isSubsampled)
                Subsampled(pixels.Offset + (bit / 8), target);
            else
                Plain(pixels, pixels.Offset + (bit / 8), target, size);
        }
        return Done(values, count, frame);
    }

    /// <summary>Some writers declare YBR_FULL_422 and store three samples a pixel all the same: the length tells.</summary>
    private bool IsStoredFull(long present) => present >= _framePixels * _samples * _facts.Frames * _facts.BitsAllocated / 8;

    private void Plain(in DicomElement pixels, long at, Span<byte> target, int size)
    {
        if (_isPlanar)
        {
            byte[] planes = new byte[target.Length];
            _file.Source.Read(at, planes);
            Interleave(planes, target, size);
        }
        else
        {
            _file.Source.Read(at, target);
        }
        ByteSwap(pixels, at, target, size);
    }

    /// <summary>Words of OW are in the byte order of the data set; bytes in OW come in swapped pairs (PS3.5 section 8.2 and annex D).</summary>
    private void ByteSwap(in DicomElement pixels, long at, Span<byte> target, int size)
    {
        if (!_file.Set.Encoding.IsBigEndian)
            return;
        if (size > 1)
        {
            for (int i = 0; i + size <= target.Length; i += size)
                target.Slice(i, size).Reverse();
        }
        else if (pixels.Vr == DicomVr.OW && !_isPlanar)
        {
            if (((at - pixels.Offset) & 1) != 0)
            {
                // A frame that starts inside a word: read it pair by pair.
                byte[] pairs = new byte[target.Length + 2];
                _file.Source.Read(at - 1, pairs);
                for (int i = 0; i < target.Length; i++)
                    target[i] = pairs[(i + 1) ^ 1];
                return;
            }
            int even = target.Length & ~1;
            for (int i = 0; i < even; i += 2)
                (target[i], target[i + 1]) = (target[i + 1], target[i]);
            if (even < target.Length)
            {
                Span<byte> last = stackalloc byte[2];
                _file.Source.Read(at + even, last);
                target[even] = last[1];
            }
        }
    }

    /// <summary>YBR_FULL_422: Y1 Y2 Cb Cr for two pixels; both get the same chroma (PS3.3 section C.7.6.3.1.2).</summary>
    private void Subsampled(long at, Span<byte> target)
    {
        byte[] packed = new byte[_framePixels * 2];
        _file.Source.Read(at, packed);
        for (int i = 0; i + 4 <= packed.Length; i += 4)
        {
            Span<byte> pair = target.Slice(i / 2 * 3, 6);
            (pair[0], pair[1], pair[2]) = (packed[i], packed[i + 2], packed[i + 3]);
            (pair[3], pair[4], pair[5]) = (packed[i + 1], packed[i + 2], packed[i + 3]);
        }
    }

    private Reading<PixelArray> Encapsulated(in DicomElement pixels, TransferSyntax syntax, int? frame, FrameCodec? codec, CancellationToken cancellationToken)
    {
        bool isOwn = syntax.Packing is PixelPacking.Rle or PixelPacking.Deflated;
        if (!isOwn && codec is null)
            return new Refusal(Codes.TransferSyntaxUnsupported, $"Pixels of transfer syntax {syntax.Uid} ({syntax.Name}) have no decoder here.");
        DicomFragments fragments = DicomFragments.Read(_file.Set, pixels, _limits.MaxDicomFrames);
        int first = frame ?? 0;
        int count = frame is null ? _facts.Frames : 1;
        byte[] values = new byte[_framePixels * _samples * Type!.Value.SizeBytes() * count];
        int frameBytes = values.Length / count;
        int atOnce = isOwn ? 1 : Math.Clamp(BatchBytes / Math.Max(1, frameBytes), 1, MostAtOnce);
        byte[] planes = isOwn ? new byte[frameBytes] : [];
        for (int i = 0; i < count; i += atOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<byte[]> coded = [];
            for (int k = i; k < Math.Min(count, i + atOnce); k++)
            {
                if (Frame(fragments, first + k) is not { } stream)
                    return new Refusal(Codes.PixelsTruncated, $"Frame {first + k} of the encapsulated pixel data is missing.");
                coded.Add(stream);
            }
            Span<byte> target = values.AsSpan(frameBytes * i, frameBytes * coded.Count);
            Refusal? refusal = isOwn ? Own(syntax, coded[0], planes, target) : codec!(coded, _facts, target, _limits, cancellationToken);
            if (refusal is not null)
                return refusal;
        }
        return Done(values, count, frame);
    }

    private Refusal? Own(TransferSyntax syntax, byte[] coded, byte[] planes, Span<byte> target)
    {
        string? problem = syntax.Packing == PixelPacking.Rle ? Rle(coded, planes, target, Type!.Value.SizeBytes()) : DeflatedFrame(coded, target);
        return problem is null ? null : new Refusal(Codes.DicomImageInvalid, problem);
    }

    private byte[]? Frame(DicomFragments fragments, int frame)
    {
        bool Begins(int index)
        {
            ReadOnlySpan<byte> head = _file.Set.Window.Peek(fragments.Items[index].Offset, 4);
            return head.Length == 4 && head[0] == 0xFF && head[1] is 0xD8 or 0x4F;
        }
        if (fragments.Frame(frame, _facts.Frames, Begins) is not { } run)
            return null;
        long total = 0;
        for (int i = run.First; i < run.First + run.Count; i++)
            total += fragments.Items[i].Length;
        if (total > Math.Min(_limits.MaxPixelBytes, Array.MaxLength))
            return null;
        byte[] bytes = new byte[total];
        int at = 0;
        for (int i = run.First; i < run.First + run.Count; i++)
        {
            (long offset, uint length) = fragments.Items[i];
            at += _file.Set.Window.Source.Read(offset, bytes.AsSpan(at, (int)length));
        }
        return bytes;
    }

    private string? Rle(byte[] coded, byte[] planes, Span<byte> target, int size)
    {
        if (_facts.BitsAllocated == 1)
            return RleBits(coded, target);
        if (RleDecoder.Decode(coded, planes, _samples * size, (int)_framePixels) is { } problem)
            return problem;
        // Segments are byte planes, most significant byte of each sample first (PS3.5 annex G.2).
        int pixels = (int)_framePixels;
        for (int s = 0; s < _samples; s++)
        {
            for (int b = 0; b < size; b++)
            {
                ReadOnlySpan<byte> plane = planes.AsSpan(((s * size) + b) * pixels, pixels);
                int at = (s * size) + (size - 1 - b);
                int step = _samples * size;
                for (int p = 0; p < pixels; p++)
                    target[at + (p * step)] = plane[p];
            }
        }
        return null;
    }

    private static string? RleBits(byte[] coded, Span<byte> target)
    {
        byte[] packed = new byte[(target.Length + 7) / 8];
        if (RleDecoder.Decode(coded, packed, 1, packed.Length) is { } problem)
            return problem;
        PackedBits.Spread(packed, 0, target);
        return null;
    }

    /// <summary>Deflated Image Frame Compression (PS3.5 section A.4.13): one deflate stream a frame, native inside.</summary>
    private string? DeflatedFrame(byte[] coded, Span<byte> target)
    {
        using Stream stream = Inflation.Open(new MemoryStream(coded, false), InflationFormat.Raw);
        if (_facts.BitsAllocated == 1)
        {
            byte[] packed = new byte[(target.Length + 7) / 8];
            if (Inflation.Fill(stream, packed, out _) < packed.Length)
                return "A deflated frame is damaged or cut.";
            PackedBits.Spread(packed, 0, target);
            return null;
        }
        if (!_isPlanar)
            return Inflation.Fill(stream, target, out _) < target.Length ? "A deflated frame is damaged or cut." : null;
        byte[] planes = new byte[target.Length];
        if (Inflation.Fill(stream, planes, out _) < planes.Length)
            return "A deflated frame is damaged or cut.";
        Interleave(planes, target, Type!.Value.SizeBytes());
        return null;
    }

    private void Interleave(ReadOnlySpan<byte> planes, Span<byte> target, int size)
    {
        int plane = (int)_framePixels * size;
        for (int s = 0; s < _samples; s++)
        {
            for (int p = 0; p < (int)_framePixels; p++)
                planes.Slice((s * plane) + (p * size), size).CopyTo(target[(((p * _samples) + s) * size)..]);
        }
    }

    private Reading<PixelArray> Done(byte[] values, int count, int? frame)
    {
        List<int> shape = [_facts.Rows, _facts.Columns];
        if (_samples > 1)
            shape.Add(_samples);
        if (frame is null && _facts.Frames > 1)
            shape.Insert(0, count);
        return Reading.Of(new PixelArray(shape, Type!.Value, values), _warnings.Items);
    }
}
