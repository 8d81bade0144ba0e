using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Sniffing;

/// <summary>Looks at the first bytes inside a gzip stream.</summary>
internal static class GzipSniffer
{
    public static byte[] Head(ByteSource source, out bool isDamaged)
    {
        using Stream stream = Inflation.Open(source.AsStream(), InflationFormat.Gzip);
        byte[] head = new byte[4096];
        int count = Inflation.Fill(stream, head, out isDamaged);
        return head[..count];
    }
}
