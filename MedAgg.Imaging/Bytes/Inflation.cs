using System.IO.Compression;

namespace MedAgg.Imaging.Bytes;

/// <summary>Which wrapper surrounds a deflate stream.</summary>
internal enum InflationFormat
{
    Raw,
    Zlib,
    Gzip,
}

/// <summary>Opens deflate streams and reads them without trusting them.</summary>
internal static class Inflation
{
    public static Stream Open(Stream packed, InflationFormat format) => format switch
    {
        InflationFormat.Raw => new DeflateStream(packed, CompressionMode.Decompress, true),
        InflationFormat.Zlib => new ZLibStream(packed, CompressionMode.Decompress, true),
        _ => new GZipStream(packed, CompressionMode.Decompress, true),
    };

    /// <summary>Fills as much of the buffer as the stream gives. A damaged stream ends early and says so.</summary>
    public static int Fill(Stream stream, Span<byte> buffer, out bool isDamaged)
    {
        isDamaged = false;
        int total = 0;
        try
        {
            while (total < buffer.Length)
            {
                int count = stream.Read(buffer[total..]);
                if (count == 0)
                    break;
                total += count;
            }
        }
        catch (InvalidDataException)
        {
            isDamaged = true;
        }
        return total;
    }
}
