namespace MedAgg.Jobs.Fetching;

/// <summary>Reads addresses whose host may be anything that somebody typed: <see cref="Uri"/> takes names that the rules for names forbid, and throws when it is asked for them.</summary>
public static class HostText
{
    /// <summary>The address when its host can be named in ASCII; null when the text is no absolute address, or its host breaks the rules for names.</summary>
    public static Uri? Absolute(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && IsNamed(url) ? url : null;

    /// <summary>Whether <see cref="Uri.IdnHost"/> may be asked for.</summary>
    public static bool IsNamed(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        try
        {
            return url.IdnHost is not null;
        }
        catch (UriFormatException)
        {
            return false; // a joiner, a letter that no name may hold
        }
    }
}
