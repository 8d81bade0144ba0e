using System.Globalization;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>The address of a series' ZIP, with what is known of it behind the <c>#</c>, which no server sees.</summary>
internal static class SeriesZipAddress
{
    private const string Path = "v4/getImage?SeriesInstanceUID=";
    private const string Images = "#images=";

    public static string Of(string nbia, SeriesRow series) =>
        nbia + Path + series.SeriesUid + "&IncludeMD5=Yes" + (series.Images is { } images ? Images + images.ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>Reads it back; null when the location is no ZIP of a series.</summary>
    public static SeriesZip? Read(string nbia, string location)
    {
        if (!location.StartsWith(nbia + Path, StringComparison.Ordinal))
            return null;
        string uid = location[(nbia.Length + Path.Length)..];
        uid = uid[..uid.IndexOf('&', StringComparison.Ordinal)];
        int hash = location.IndexOf(Images, StringComparison.Ordinal);
        return hash < 0
            ? new(location, uid, null)
            : new(location[..hash], uid, int.Parse(location.AsSpan(hash + Images.Length), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The older interface, which some series are still only given by.</summary>
    public static string Older(string nbia, string seriesUid) => nbia + "v1/getImageWithMD5Hash?SeriesInstanceUID=" + seriesUid;
}

/// <summary>The ZIP of a series.</summary>
/// <param name="Images">Instances that it must hold; null when nobody said so yet.</param>
internal sealed record SeriesZip(string Url, string SeriesUid, int? Images);
