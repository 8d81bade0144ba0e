using System.Text;

namespace MedAgg.Imaging.Dicom;

/// <summary>UIDs that PS3.6 table A-1 gives a meaning: transfer syntaxes, SOP classes, well-known instances and frames of reference. Made from uids.txt when the library is built.</summary>
public static class DicomUids
{
    /// <summary>Entries in it.</summary>
    public static int Count => DicomTables.UidStarts.Length - 1;

    /// <summary>The entry of a UID, or null when the standard gives it no name.</summary>
    /// <param name="uid">Without padding.</param>
    public static DicomUidInfo? Find(string? uid)
    {
        if (string.IsNullOrEmpty(uid) || uid.Length > 64 || !Ascii.IsValid(uid))
            return null;
        Span<byte> wanted = stackalloc byte[64];
        wanted = wanted[..Encoding.ASCII.GetBytes(uid, wanted)];
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int order = DicomTables.Uid(middle).SequenceCompareTo(wanted);
            if (order == 0)
                return Entry(uid, middle);
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    private static DicomUidInfo Entry(string uid, int index)
    {
        ReadOnlySpan<byte> kind = DicomTables.UidKind(index);
        DicomUidKind meant = kind[1] switch
        {
            (byte)'y' => DicomUidKind.TransferSyntax,
            (byte)'l' => DicomUidKind.SopClass,
            (byte)'r' => DicomUidKind.FrameOfReference,
            (byte)'n' => DicomUidKind.SopInstance,
            (byte)'c' => DicomUidKind.CodingScheme,
            (byte)'e' => DicomUidKind.ServiceClass,
            _ => DicomUidKind.ApplicationContext,
        };
        return new(uid, Encoding.UTF8.GetString(DicomTables.UidName(index)), meant, kind[^1] == (byte)'-');
    }
}
