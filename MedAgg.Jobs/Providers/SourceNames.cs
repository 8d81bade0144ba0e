namespace MedAgg.Jobs.Providers;

/// <summary>Names for datasets whose source gives only a file name.</summary>
internal static class SourceNames
{
    private static readonly string[] Endings =
        [".tar.gz", ".tar.bz2", ".tar.xz", ".nii.gz", ".dcm.gz", ".tgz", ".tbz2", ".txz", ".zip", ".tar", ".gz", ".bz2", ".xz", ".nii", ".dcm", ".nrrd", ".mha", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".csv"];

    /// <summary>Whether a file of that name is itself a web page, so that a page is no sign of a login.</summary>
    public static bool IsPage(string path) => path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".xhtml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name without the ending that only tells the format; never empty.</summary>
    public static string TitleOf(string fileName)
    {
        string? ending = Array.Find(Endings, ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && fileName.Length > ending.Length);
        return ending is null ? fileName : fileName[..^ending.Length];
    }
}
