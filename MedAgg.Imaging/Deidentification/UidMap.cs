using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Imaging.Dicom;

namespace MedAgg.Imaging.Deidentification;

/// <summary>Gives every UID another one that nobody without the key leads back; UIDs of the standard stay.</summary>
internal sealed class UidMap(ReadOnlyMemory<byte> key)
{
    public byte[] Map(ReadOnlySpan<byte> value)
    {
        string[] uids = Encoding.ASCII.GetString(DicomValues.TrimPadding(value, true)).Split('\\');
        return DicomWriter.Padded(Encoding.ASCII.GetBytes(string.Join('\\', uids.Select(One))), 0);
    }

    /// <summary>2.25 and 128 bits of a keyed hash (PS3.5 section B.2).</summary>
    private string One(string uid)
    {
        if (uid.Length == 0 || DicomUids.Find(uid) is not null)
            return uid;
        byte[] hash = HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(uid));
        return "2.25." + new BigInteger(hash.AsSpan(0, 16), isUnsigned: true, isBigEndian: true).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
