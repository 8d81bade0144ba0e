using System.Collections.Frozen;
using System.Globalization;

namespace MedAgg.Imaging.Dicom;

/// <summary>Public data elements of PS3.6 by tag: keyword, VR, VM. Private ones are not in it.</summary>
public static class DicomTags
{
    private static readonly Lazy<FrozenDictionary<uint, DicomTagInfo>> Entries = new(Load);

    /// <summary>Writers ask by keyword; readers do not pay for it.</summary>
    private static readonly Lazy<FrozenDictionary<string, uint>> Keywords = new(() =>
        Entries.Value.Values.GroupBy(e => e.Keyword, StringComparer.Ordinal).ToFrozenDictionary(e => e.Key, e => e.Min(t => t.Tag), StringComparer.Ordinal));

    /// <summary>The entry of a tag, repeating groups 50xx and 60xx included; null when it is private or unknown.</summary>
    /// <param name="tag">Group in the high, element in the low 16 bits.</param>
    public static DicomTagInfo? Find(uint tag)
    {
        if ((tag & 0x10000) != 0)
            return null;
        uint group = tag >> 16;
        if (group is (> 0x5000 and < 0x5020) or (> 0x6000 and < 0x6020))
            tag &= 0xFF00FFFF;
        return Entries.Value.GetValueOrDefault(tag);
    }

    /// <summary>The tag of a keyword, or null.</summary>
    public static uint? Tag(string keyword) => Keywords.Value.TryGetValue(keyword, out uint tag) ? tag : null;

    /// <summary>Entries in it.</summary>
    public static int Count => Entries.Value.Count;

    internal static bool IsPublic(uint tag) => Find(tag) is not null;

    internal static ushort Vr(uint tag) =>
        Find(tag) is { } entry ? entry.VrCode
        : (tag & 0xFFFF) == 0 ? DicomVr.UL // group length, PS3.5 section 7.2
        : (tag & 0x10000) != 0 && (tag & 0xFFFF) is >= 0x10 and <= 0xFF ? DicomVr.LO // private creator, PS3.5 section 7.8.1
        : DicomVr.UN;

    private static FrozenDictionary<uint, DicomTagInfo> Load()
    {
        using Stream stream = typeof(DicomTags).Assembly.GetManifestResourceStream("MedAgg.Imaging.Dicom.tags.txt")
            ?? throw new InvalidOperationException("The assembly lacks its DICOM dictionary.");
        using StreamReader reader = new(stream);
        Dictionary<uint, DicomTagInfo> entries = new(4096);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            string[] parts = line.Split(' ');
            uint tag = uint.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            entries[tag] = new DicomTagInfo(tag, parts[1], parts.Length > 3 ? parts[3] : "1", parts[2]);
        }
        return entries.ToFrozenDictionary();
    }
}

/// <summary>One line of PS3.6 table 6-1.</summary>
/// <param name="Tag">Group in the high, element in the low 16 bits; repeating groups by their first.</param>
/// <param name="Vr">Value representation; the first one where the standard allows several.</param>
/// <param name="Vm">Value multiplicity, for example <c>1-n</c>.</param>
/// <param name="Keyword">For example <c>PatientBirthDate</c>.</param>
public sealed record DicomTagInfo(uint Tag, string Vr, string Vm, string Keyword)
{
    internal ushort VrCode { get; } = DicomVr.Parse(Vr);
}
