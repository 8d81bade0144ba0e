using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;

namespace MedAgg.Imaging.Dicom;

/// <summary>Public data elements of PS3.6 by tag: keyword, VR, VM. Private ones are not in it. Made from tags.txt when the library is built.</summary>
public static class DicomTags
{
    private const uint HashFactor = 0x9E3779B1;
    private const int HashShift = 18;

    /// <summary>Entries that were asked for; a race makes one twice, which does no harm.</summary>
    private static readonly DicomTagInfo?[] Asked = new DicomTagInfo?[DicomTables.Tags.Length];

    /// <summary>Writers ask by keyword; readers do not pay for it. Keywords of repeating groups and retired doubles stand for their first tag.</summary>
    private static readonly Lazy<FrozenDictionary<string, uint>> Keywords = new(() =>
        Enumerable.Range(0, Count).Reverse().Select(i => KeyValuePair.Create(Encoding.UTF8.GetString(DicomTables.Keyword(i)), DicomTables.Tags[i]))
            .GroupBy(k => k.Key, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal));

    /// <summary>Entries in it.</summary>
    public static int Count => DicomTables.Tags.Length;

    /// <summary>The entry of a tag, repeating groups 50xx and 60xx included; null when it is private or unknown.</summary>
    /// <param name="tag">Group in the high, element in the low 16 bits.</param>
    public static DicomTagInfo? Find(uint tag)
    {
        int index = Index(tag);
        return index < 0 ? null : Asked[index] ??= new(
            DicomTables.Tags[index], DicomVr.Name(DicomTables.Vrs[index]), Encoding.UTF8.GetString(DicomTables.Multiplicity(DicomTables.Multiplicities[index])), Encoding.UTF8.GetString(DicomTables.Keyword(index)));
    }

    /// <summary>The tag of a keyword, or null.</summary>
    public static uint? Tag(string keyword) => Keywords.Value.TryGetValue(keyword, out uint tag) ? tag : null;

    internal static bool IsPublic(uint tag) => Index(tag) >= 0;

    internal static ushort Vr(uint tag)
    {
        int index = Index(tag);
        return index >= 0 ? DicomTables.Vrs[index]
            : (tag & 0xFFFF) == 0 ? DicomVr.UL // group length, PS3.5 section 7.2
            : (tag & 0x10000) != 0 && (tag & 0xFFFF) is >= 0x10 and <= 0xFF ? DicomVr.LO // private creator, PS3.5 section 7.8.1
            : DicomVr.UN;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Index(uint tag)
    {
        if ((tag & 0x10000) != 0)
            return -1;
        uint group = tag >> 16;
        if (group is (> 0x5000 and < 0x5020) or (> 0x6000 and < 0x6020))
            tag &= 0xFF00FFFF;
        ReadOnlySpan<ushort> slots = DicomTables.Slots;
        uint slot = tag * HashFactor >> HashShift;
        while (true)
        {
            int index = slots[(int)slot] - 1;
            if (index < 0 || DicomTables.Tags[index] == tag)
                return index;
            slot = (slot + 1) % (uint)slots.Length;
        }
    }
}
