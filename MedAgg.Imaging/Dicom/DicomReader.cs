using System.Text;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Opens a DICOM file: finds its start, reads the file meta information, indexes the data set.</summary>
internal static class DicomReader
{
    private const int MaxMetaElements = 1000;

    /// <summary>Reads the facts. The source is known to be DICOM.</summary>
    public static FileReading Inspect(ByteWindow window, DicomStart start, string path, ImagingLimits limits, CancellationToken cancellationToken)
    {
        using DicomFile file = Open(window, start, limits, cancellationToken);
        DicomDataSet set = file.Set;
        FileKind kind = FileKind.Dicom;
        if (set.Refusal is null && (set.Top.Length == 0 || (set.IsTruncated && !SaysSomething(set))))
            set.Refusal = Empty(set);
        if (set.Refusal is { Code: Codes.DicomNestedTooDeep } || window.Length <= start.Offset)
            kind = FileKind.Corrupt;
        ImageFacts? facts = set.Top.Length == 0 ? null : DicomFactsReader.Read(set, limits);
        return new FileReading(path, window.Length, kind)
        {
            Facts = facts,
            Refusal = set.Refusal,
            Warnings = set.Warnings.Items,
        };
    }

    /// <summary>Parses a file for its facts, fields or pixels.</summary>
    public static DicomFile Open(ByteWindow window, DicomStart start, ImagingLimits limits, CancellationToken cancellationToken)
    {
        WarningList early = new();
        List<DicomElement> meta = [];
        long at = start.Bare is null ? ReadMeta(window, start.Offset, meta, early) : start.Offset;
        string? uid = MetaText(window, meta, DicomTag.TransferSyntaxUid);
        DicomFile file = TransferSyntax.Of(uid).IsDeflated ? Inflate(window, start, at, limits, cancellationToken) : new DicomFile(new DicomDataSet { Window = window, Start = start }, null, at);
        DicomDataSet set = file.Set;
        set.Meta.AddRange(meta);
        set.Warnings.AddRange(early.Items);
        set.TransferSyntaxUid = uid;
        set.MediaStorageSopClassUid = MetaText(window, meta, DicomTag.MediaStorageSopClassUid);
        if (set.Refusal is not null)
            return file;
        JudgeStart(set, window);
        set.Encoding = Effective(set, file.DataOffset, start.Bare ?? Declared(uid));
        DicomParser.Parse(set, file.DataOffset, limits, cancellationToken);
        return file;
    }

    private static string? MetaText(ByteWindow window, List<DicomElement> meta, uint tag)
    {
        foreach (DicomElement element in meta)
        {
            if (element.Tag == tag)
                return Encoding.Latin1.GetString(DicomValues.TrimPadding(window.Peek(element.Offset, (int)Math.Min(element.Length, 64)), true));
        }
        return null;
    }

    private static DicomEncoding Declared(string? uid) => uid switch
    {
        TransferSyntax.ImplicitLittleEndian => new DicomEncoding(false, false),
        TransferSyntax.ExplicitBigEndian => new DicomEncoding(true, true),
        _ => new DicomEncoding(true, false),
    };

    /// <summary>The group 0002, always explicit little endian (PS3.10 section 7.1); its group length is not believed.</summary>
    private static long ReadMeta(ByteWindow window, long at, List<DicomElement> meta, WarningList warnings)
    {
        DicomEncoding encoding = new(true, false);
        long declaredEnd = -1;
        while (meta.Count < MaxMetaElements)
        {
            if (!DicomHeader.TryRead(window.Peek(at, 12), encoding, out DicomHeader header) || header.Tag >> 16 != 2)
                break;
            long value = at + header.Size;
            if (header.IsFallback || !DicomVr.IsKnown(header.Vr))
                warnings.Add(Codes.DicomMalformed, "The file meta information holds an element without valid VR.");
            if (header.Length > window.Length - value)
            {
                warnings.Add(Codes.DicomTruncated, "The file ends inside its meta information.");
                return window.Length;
            }
            if (header.Tag == DicomTag.FileMetaGroupLength && header.Length == 4)
                declaredEnd = value + 4 + DicomHeader.U32(window.Peek(value, 4), false);
            meta.Add(new DicomElement(header.Tag, header.Vr, 0, value, header.Length, 0));
            at = value + header.Length;
        }
        if (declaredEnd >= 0 && declaredEnd != at)
            warnings.Add(Codes.DicomMalformed, "The group length of the file meta information is wrong.");
        return at;
    }

    /// <summary>What the first element says about the encoding, where it contradicts the transfer syntax.</summary>
    private static DicomEncoding Effective(DicomDataSet set, long at, DicomEncoding declared)
    {
        ReadOnlySpan<byte> head = set.Window.Peek(at, 8);
        if (head.Length < 8)
            return declared;
        ushort vr = (ushort)(head[4] | (head[5] << 8));
        bool isExplicit = DicomVr.IsKnown(vr) || (declared.IsExplicit && DicomVr.AreLetters(vr));
        bool looksBig = head[0] == 0 && head[1] != 0;
        bool looksLittle = head[0] != 0 && head[1] == 0;
        bool isBig = isExplicit && (declared.IsBigEndian ? !looksLittle : looksBig && DicomVr.IsKnown(vr));
        DicomEncoding found = new(isExplicit, isBig);
        if (found != declared)
            set.Warnings.Add(Codes.DicomMalformed, "The data set is not written in the encoding that its transfer syntax declares.");
        return found;
    }

    private static void JudgeStart(DicomDataSet set, ByteWindow window)
    {
        DicomStart start = set.Start;
        if (!start.HasPreamble)
            set.Warnings.Add(Codes.DicomMalformed, start.Bare is null ? "The file has no preamble (PS3.10 section 7.1)." : "The file is a bare data set without preamble and file meta information (PS3.10 section 7.1).");
        else if (set.TransferSyntaxUid is null)
            set.Warnings.Add(Codes.DicomMalformed, "The file meta information names no transfer syntax.");
        else if (TransferSyntax.Of(set.TransferSyntaxUid).Packing == PixelPacking.Unknown)
            set.Warnings.Add(Codes.DicomUnsupportedSyntax, "The transfer syntax is unknown; the data set was read as explicit little endian.");
        if (!start.HasPreamble)
            return;
        ReadOnlySpan<byte> preamble = window.Peek(0, 128);
        bool isClean = !preamble.ContainsAnyExcept((byte)0) || preamble.StartsWith("II*\0"u8) || preamble.StartsWith("MM\0*"u8) || preamble.StartsWith("II+\0"u8) || preamble.StartsWith("MM\0+"u8);
        if (!isClean)
            set.Warnings.Add(Codes.DicomPreambleCleared, "The preamble is neither empty nor a TIFF head; copies get an empty one (PS3.10 section 7.5).");
    }

    private static DicomFile Inflate(ByteWindow window, DicomStart start, long at, ImagingLimits limits, CancellationToken cancellationToken)
    {
        Reading<InflatedByteSource> inflated = InflatedByteSource.Open(window.Source.Slice(at, window.Length - at), InflationFormat.Raw, limits.MaxEntryBytes, Codes.DicomTooLarge, cancellationToken);
        if (!inflated.IsRead)
            return new DicomFile(new DicomDataSet { Window = window, Start = start, Refusal = inflated.Refusal }, null, at);
        DicomDataSet set = new() { Window = new ByteWindow(inflated.Value), Start = start };
        if (inflated.Value.Length == 0)
            set.Refusal = new Refusal(Codes.DicomMalformed, "The data set is declared as deflated and cannot be inflated.");
        else if (inflated.Value.IsDamaged)
            set.Warnings.Add(Codes.DicomTruncated, "The deflated data set is damaged or cut.");
        return new DicomFile(set, inflated.Value, 0);
    }

    /// <summary>A cut file is worth keeping when it tells at least one of: what it is, whose series, how large.</summary>
    private static bool SaysSomething(DicomDataSet set) =>
        set.TryFind(DicomTag.SopClassUid, out _) || set.TryFind(DicomTag.SeriesInstanceUid, out _) || set.TryFind(DicomTag.Modality, out _) || set.TryFind(DicomTag.Rows, out _);

    private static Refusal Empty(DicomDataSet set) => set.IsTruncated || set.Warnings.Items.Any(w => w.Code == Codes.DicomTruncated)
        ? new Refusal(Codes.DicomTruncated, "The file ends before its data set says anything.")
        : new Refusal(Codes.DicomMalformed, "The file holds no data set.");
}
