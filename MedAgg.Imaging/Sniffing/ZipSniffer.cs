using System.Buffers.Binary;
using System.Text;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Sniffing;

/// <summary>Tells data files that are ZIP inside (npz, spreadsheets, documents) from archives, by the name of their first entry.</summary>
internal static class ZipSniffer
{
    public static Sniffed Sniff(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30 || !head.StartsWith("PK\u0003\u0004"u8))
            return new(FileKind.Zip);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(head[26..]);
        string first = Encoding.Latin1.GetString(head.Slice(30, Math.Min(length, head.Length - 30)));
        if (first.EndsWith(".npy", StringComparison.Ordinal) && !first.Contains('/', StringComparison.Ordinal))
            return new(FileKind.Other, Subkind.Npz);
        bool isOpenXml = first is "[Content_Types].xml" or "_rels/.rels" || first.StartsWith("docProps/", StringComparison.Ordinal) || first.StartsWith("xl/", StringComparison.Ordinal);
        if (isOpenXml)
            return new(FileKind.Other, first.StartsWith("xl/", StringComparison.Ordinal) || head.IndexOf("xl/"u8) >= 0 ? Subkind.Table : Subkind.Office);
        if (first == "mimetype")
            return new(FileKind.Other, head.IndexOf("opendocument.spreadsheet"u8) >= 0 ? Subkind.Table : Subkind.Office);
        return new(FileKind.Zip);
    }
}
