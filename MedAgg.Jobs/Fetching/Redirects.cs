namespace MedAgg.Jobs.Fetching;

/// <summary>Reads where a redirect leads.</summary>
internal static class Redirects
{
    public static bool Is(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The target as text to be judged like a first request. What is not plainly relative is handed on as it stands.</summary>
    public static string Target(Uri from, string location)
    {
        bool isOdd = location.Length == 0 || location.Contains('\\', StringComparison.Ordinal) || location.Any(char.IsControl);
        if (isOdd || HasScheme(location))
            return location;
        if (location.StartsWith("//", StringComparison.Ordinal))
            return $"{from.Scheme}:{location}";
        return Uri.TryCreate(from, location, out Uri? target) ? target.AbsoluteUri : location;
    }

    /// <summary>Whether a hop leaves TLS: then whoever listens can change what is fetched.</summary>
    public static bool IsDowngrade(Uri from, Uri to) => from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp;

    private static bool HasScheme(string location)
    {
        int colon = location.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(location[0]) && location.AsSpan(0, colon).IndexOfAny("/?#") < 0;
    }
}
