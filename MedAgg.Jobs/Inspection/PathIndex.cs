namespace MedAgg.Jobs.Inspection;

/// <summary>
/// Finds the image that a cell of a table names: by path below the table's folder or the source, by file name, by file name without ending.
/// A name that fits several images is ambiguous and finds none. Holds 16 bytes and a hash entry a name.
/// </summary>
internal sealed class PathIndex
{
    private const long Ambiguous = -1;

    private readonly Dictionary<string, long> _byTail = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Depth of path tails that are indexed: <c>b/c/d.png</c> is three.</summary>
    private const int MaxTail = 6;

    public int Images { get; private set; }

    public void Add(string path, long fileId)
    {
        Images++;
        string plain = path.Replace("!/", "/", StringComparison.Ordinal);
        string stemmed = WithoutEnding(plain);
        int start = plain.Length;
        for (int depth = 0; depth < MaxTail && start > 0; depth++)
        {
            start = plain.LastIndexOf('/', start - 1) is var slash && slash >= 0 ? slash : 0;
            int from = start == 0 && plain[0] != '/' ? 0 : start + 1;
            Put(plain[from..], fileId);
            if (from < stemmed.Length)
                Put(stemmed[from..], fileId);
        }
    }

    /// <summary>Id of the one image that the cell names; null when none or several do.</summary>
    public long? Find(string cell)
    {
        string key = cell.Replace('\\', '/').TrimStart('.', '/');
        return key.Length > 0 && _byTail.TryGetValue(key, out long id) && id != Ambiguous ? id : null;
    }

    private void Put(string key, long fileId)
    {
        if (!_byTail.TryAdd(key, fileId) && _byTail[key] != fileId)
            _byTail[key] = Ambiguous;
    }

    private static string WithoutEnding(string path)
    {
        SourcePath parsed = SourcePath.Of(path);
        return path[..(path.Length - parsed.FileName.Length)] + parsed.Stem;
    }
}
