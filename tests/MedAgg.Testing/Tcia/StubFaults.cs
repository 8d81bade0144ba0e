namespace MedAgg.Testing.Tcia;

/// <summary>How a stub of the cancer imaging archives misbehaves, as the real ones do. Counts go down with every use.</summary>
public sealed class StubFaults
{
    /// <summary>IDC's interface answers 503.</summary>
    public bool IdcDown { get; set; }

    /// <summary>NBIA answers 500 to everything, as it does for whole hours.</summary>
    public bool NbiaDown { get; set; }

    /// <summary>The pages of TCIA answer 200 with HTML instead of JSON.</summary>
    public bool PagesAreHtml { get; set; }

    /// <summary>Objects on one page of a bucket's listing. The real limit is 1,000.</summary>
    public int ListingPage { get; set; } = 1000;

    /// <summary>Folders that AWS lists as empty.</summary>
    public HashSet<string> EmptyFolders { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys that AWS answers with 403 though it lists them; Google gives them.</summary>
    public HashSet<string> ForbiddenKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether entity tags are those of an upload in parts, which are no MD5.</summary>
    public bool MultipartTags { get; set; }

    /// <summary>How often the ZIP of a series comes whole but without its last instance, with 200.</summary>
    public Dictionary<string, int> ShortZips { get; } = new(StringComparer.Ordinal);

    /// <summary>How often one row of <c>md5hashes.csv</c> is wrong.</summary>
    public Dictionary<string, int> WrongSums { get; } = new(StringComparer.Ordinal);

    /// <summary>How often the connection is cut in the middle of a ZIP.</summary>
    public Dictionary<string, int> CutZips { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a ZIP is answered with 500 and a text.</summary>
    public Dictionary<string, int> BrokenZips { get; } = new(StringComparer.Ordinal);

    internal static bool Use(Dictionary<string, int> fault, string key)
    {
        lock (fault)
        {
            if (!fault.TryGetValue(key, out int left) || left == 0)
                return false;
            fault[key] = left - 1;
            return true;
        }
    }
}
