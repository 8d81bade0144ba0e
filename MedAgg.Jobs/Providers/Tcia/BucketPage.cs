using System.Globalization;
using System.Xml;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>One page of ListObjectsV2 as AWS and Google answer it.</summary>
/// <param name="Objects">Objects in the order of their keys; folder marks (empty keys ending in <c>/</c>) are left out.</param>
/// <param name="Next">Token of the next page; null on the last.</param>
internal sealed record BucketPage(IReadOnlyList<BucketObject> Objects, string? Next)
{
    private const int Md5Characters = 32;
    private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16 << 20 };

    /// <param name="xml">The body; read to its end.</param>
    /// <param name="cancellationToken">Stops between two nodes.</param>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static async Task<BucketPage> ReadAsync(Stream xml, CancellationToken cancellationToken)
    {
        List<BucketObject> objects = [];
        string? next = null;
        bool isTruncated = false;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        using var reader = XmlReader.Create(xml, Settings);
        while (await reader.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.NodeType is XmlNodeType.EndElement && reader.LocalName == "Contents")
            {
                if (Of(fields) is { } found)
                    objects.Add(found);
                fields.Clear();
            }

            if (reader.NodeType is not XmlNodeType.Element)
                continue;
            string name = reader.LocalName;
            if (name is "Key" or "Size" or "ETag" or "LastModified")
                fields[name] = await ValueAsync(reader);
            else if (name == "IsTruncated")
                isTruncated = await ValueAsync(reader) == "true";
            else if (name == "NextContinuationToken")
                next = await ValueAsync(reader);
        }

        return new(objects, isTruncated && next is { Length: > 0 } ? next : null);
    }

    private static async Task<string> ValueAsync(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        await reader.ReadAsync();
        return reader.NodeType is XmlNodeType.Text ? await reader.GetValueAsync() : "";
    }

    private static BucketObject? Of(Dictionary<string, string> fields)
    {
        string key = Uri.UnescapeDataString(fields.GetValueOrDefault("Key", "").Replace('+', ' ')); // encoding-type=url
        if (key.Length == 0 || key.EndsWith('/') || !long.TryParse(fields.GetValueOrDefault("Size"), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            return null;
        string tag = fields.GetValueOrDefault("ETag", "").Trim('"').ToLowerInvariant();
        return new(key, size, tag, tag.Length == Md5Characters && tag.All(char.IsAsciiHexDigitLower) ? tag : null);
    }
}

/// <param name="Key">Whole key.</param>
/// <param name="ETag">Entity tag without quotes; empty without one.</param>
/// <param name="Md5">MD5 of the object: its entity tag, unless it was uploaded in parts.</param>
internal sealed record BucketObject(string Key, long SizeBytes, string ETag, string? Md5)
{
    /// <summary>Name below the folder.</summary>
    public string Name => Key[(Key.LastIndexOf('/') + 1)..];
}
