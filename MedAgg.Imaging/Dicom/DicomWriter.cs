using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MedAgg.Imaging.Dicom;

/// <summary>Writes one DICOM part 10 file in explicit VR little endian (PS3.10 section 7, PS3.5 section 7.1).</summary>
/// <remarks>Elements may be set in any order and are written in order of tag; text other than ASCII is written as UTF-8 and declared (ISO_IR 192).</remarks>
public sealed class DicomWriter
{
    private const string ImplementationClassUid = "2.25.267434519346109174129081735190843219811";
    private readonly SortedDictionary<uint, (ushort Vr, byte[] Value)> _elements = [];
    private string _transferSyntax = TransferSyntax.ExplicitLittleEndian;
    private IReadOnlyList<byte[]> _fragments = [];

    /// <summary>Sets text. Several values are joined by a backslash.</summary>
    /// <param name="keyword">A keyword of <see cref="DicomTags"/>.</param>
    /// <param name="values">Values; none or an empty one writes an element without value.</param>
    /// <exception cref="ArgumentException">The keyword is unknown, or its VR holds no text.</exception>
    public DicomWriter Text(string keyword, params ReadOnlySpan<string> values)
    {
        (uint tag, ushort vr) = Find(keyword);
        if (DicomVr.NumberSize(vr) > 0 || DicomVr.IsBulk(vr) || vr == DicomVr.SQ)
            throw new ArgumentException($"{keyword} holds no text.", nameof(keyword));
        string text = string.Join('\\', values);
        return Set(tag, vr, Padded(Encoding.UTF8.GetBytes(text), vr == DicomVr.UI ? (byte)0 : (byte)' '));
    }

    /// <summary>Sets numbers, by the VR of the keyword: DS, IS, US, SS, UL, SL, FL or FD.</summary>
    /// <exception cref="ArgumentException">The keyword is unknown, or its VR holds no number.</exception>
    /// <exception cref="OverflowException">A number does not fit its VR.</exception>
    public DicomWriter Number(string keyword, params ReadOnlySpan<double> values)
    {
        (uint tag, ushort vr) = Find(keyword);
        if (vr is DicomVr.DS or DicomVr.IS)
        {
            List<string> parts = [];
            foreach (double value in values)
                parts.Add(vr == DicomVr.IS ? checked((int)value).ToString(CultureInfo.InvariantCulture) : DecimalString(value));
            return Set(tag, vr, Padded(Encoding.ASCII.GetBytes(string.Join('\\', parts)), (byte)' '));
        }
        int size = DicomVr.NumberSize(vr);
        if (size == 0)
            throw new ArgumentException($"{keyword} holds no number.", nameof(keyword));
        byte[] bytes = new byte[size * values.Length];
        for (int i = 0; i < values.Length; i++)
            Put(bytes.AsSpan(i * size), vr, values[i]);
        return Set(tag, vr, bytes);
    }

    /// <summary>Sets pixel data: little-endian words of 8 or 16 bits as BitsAllocated says.</summary>
    public DicomWriter Pixels(ReadOnlySpan<byte> bytes, bool areWords) =>
        Set(DicomTag.PixelData, areWords ? DicomVr.OW : DicomVr.OB, Padded(bytes.ToArray(), 0), hasFragments: false);

    /// <summary>Sets encapsulated pixel data (PS3.5 annex A.4): an empty offset table, then one fragment a frame. The file is then written in this transfer syntax.</summary>
    /// <param name="transferSyntaxUid">An explicit little endian syntax with compressed pixels.</param>
    /// <param name="frames">One code stream a frame, at least one.</param>
    public DicomWriter Fragments(string transferSyntaxUid, IReadOnlyList<byte[]> frames)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count);
        _transferSyntax = transferSyntaxUid;
        _fragments = frames;
        _elements.Remove(DicomTag.PixelData);
        return this;
    }

    /// <summary>Writes preamble, file meta information and data set. SOPClassUID and SOPInstanceUID must have been set.</summary>
    /// <exception cref="InvalidOperationException">One of them is missing.</exception>
    public void Write(Stream stream)
    {
        if (!_elements.TryGetValue(DicomTag.SopClassUid, out var sopClass) || !_elements.TryGetValue(DicomTag.SopInstanceUid, out var sopInstance))
            throw new InvalidOperationException("SOPClassUID and SOPInstanceUID must be set.");
        WriteMeta(stream, sopClass.Value, sopInstance.Value, _transferSyntax);
        if (_elements.Any(e => DicomVr.IsEncodedText(e.Value.Vr) && !Ascii.IsValid(e.Value.Value)))
            Set(DicomTag.SpecificCharacterSet, DicomVr.CS, Padded("ISO_IR 192"u8.ToArray(), (byte)' '));
        foreach ((uint tag, (ushort vr, byte[] value)) in _elements)
            Element(stream, tag, vr, value);
        if (_fragments.Count > 0)
            WriteFragments(stream);
    }

    /// <summary>Sets a sequence of one item.</summary>
    /// <exception cref="ArgumentException">The keyword is unknown or no sequence.</exception>
    public DicomWriter Item(string keyword, DicomWriter item)
    {
        (uint tag, ushort vr) = Find(keyword);
        if (vr != DicomVr.SQ)
            throw new ArgumentException($"{keyword} is no sequence.", nameof(keyword));
        using MemoryStream inner = new();
        foreach ((uint innerTag, (ushort innerVr, byte[] value)) in item._elements)
            Element(inner, innerTag, innerVr, value);
        byte[] head = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), (int)inner.Length);
        return Set(tag, vr, [.. head, .. inner.ToArray()]);
    }

    /// <summary>Tags that were set, ascending.</summary>
    internal IEnumerable<uint> Tags => _elements.Keys;

    /// <summary>Writes one element that was set.</summary>
    internal void WriteElement(Stream stream, uint tag) => Element(stream, tag, _elements[tag].Vr, _elements[tag].Value);

    /// <summary>Writes an empty preamble, DICM and the file meta information.</summary>
    internal static void WriteMeta(Stream stream, byte[] sopClassUid, byte[] sopInstanceUid, string transferSyntaxUid)
    {
        using MemoryStream meta = new();
        Element(meta, 0x00020001, DicomVr.OB, [0, 1]);
        Element(meta, DicomTag.MediaStorageSopClassUid, DicomVr.UI, sopClassUid);
        Element(meta, 0x00020003, DicomVr.UI, sopInstanceUid);
        Element(meta, DicomTag.TransferSyntaxUid, DicomVr.UI, Padded(Encoding.ASCII.GetBytes(transferSyntaxUid), 0));
        Element(meta, 0x00020012, DicomVr.UI, Padded(Encoding.ASCII.GetBytes(ImplementationClassUid), 0));
        Element(meta, 0x00020013, DicomVr.SH, Padded("MEDAGG"u8.ToArray(), (byte)' '));
        stream.Write(new byte[128]);
        stream.Write("DICM"u8);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)meta.Length);
        Element(stream, DicomTag.FileMetaGroupLength, DicomVr.UL, length);
        stream.Write(meta.GetBuffer().AsSpan(0, (int)meta.Length));
    }

    private void WriteFragments(Stream stream)
    {
        stream.Write([0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        stream.Write([0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0]);
        Span<byte> head = stackalloc byte[8];
        foreach (byte[] fragment in _fragments)
        {
            byte[] even = Padded(fragment, 0);
            BinaryPrimitives.WriteUInt32LittleEndian(head, 0xE000FFFE);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], even.Length);
            stream.Write(head);
            stream.Write(even);
        }
        stream.Write([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
    }

    private static (uint Tag, ushort Vr) Find(string keyword) =>
        DicomTags.Tag(keyword) is { } tag ? (tag, DicomTags.Vr(tag)) : throw new ArgumentException($"{keyword} is no keyword of PS3.6.", nameof(keyword));

    /// <summary>At most 16 characters (PS3.5 section 6.2).</summary>
    private static string DecimalString(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        for (int digits = 15; text.Length > 16 && digits > 1; digits--)
            text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text;
    }

    private static void Put(Span<byte> at, ushort vr, double value)
    {
        switch (vr)
        {
            case DicomVr.US:
                BinaryPrimitives.WriteUInt16LittleEndian(at, checked((ushort)value));
                break;
            case DicomVr.SS:
                BinaryPrimitives.WriteInt16LittleEndian(at, checked((short)value));
                break;
            case DicomVr.UL:
                BinaryPrimitives.WriteUInt32LittleEndian(at, checked((uint)value));
                break;
            case DicomVr.SL:
                BinaryPrimitives.WriteInt32LittleEndian(at, checked((int)value));
                break;
            case DicomVr.FL:
                BinaryPrimitives.WriteSingleLittleEndian(at, (float)value);
                break;
            case DicomVr.FD:
                BinaryPrimitives.WriteDoubleLittleEndian(at, value);
                break;
            default:
                throw new ArgumentException($"VR {DicomVr.Name(vr)} is not written from numbers.", nameof(vr));
        }
    }

    internal static byte[] Padded(byte[] value, byte padding) => (value.Length & 1) == 0 ? value : [.. value, padding];

    internal static void Element(Stream stream, uint tag, ushort vr, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], vr);
        int size = 8;
        if (DicomVr.HasLongLength(vr))
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 0);
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], value.Length);
            size = 12;
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head[6..], checked((ushort)value.Length));
        }
        stream.Write(head[..size]);
        stream.Write(value);
    }

    private DicomWriter Set(uint tag, ushort vr, byte[] value, bool hasFragments = true)
    {
        if (!hasFragments)
            (_fragments, _transferSyntax) = ([], TransferSyntax.ExplicitLittleEndian);
        _elements[tag] = (vr, value);
        return this;
    }
}
