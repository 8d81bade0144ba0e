using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>The folder of one series version in a public bucket of the Imaging Data Commons. A changed series gets a new folder and the old one stays: the folder is the version.</summary>
/// <param name="Bucket">Bucket at AWS, for example <c>idc-open-data</c>.</param>
/// <param name="Folder">The <c>crdc_series_uuid</c>.</param>
internal sealed partial record IdcPlace(string Bucket, string Folder)
{
    private static readonly Dictionary<string, string> AtGoogle = new(StringComparer.Ordinal)
    {
        ["idc-open-data-two"] = "idc-open-idc1",
        ["idc-open-data-cr"] = "idc-open-cr",
    };

    /// <summary>The bucket at Google that mirrors this one.</summary>
    public string MirrorBucket => AtGoogle.GetValueOrDefault(Bucket, Bucket);

    /// <summary>Reads <c>s3://bucket/folder/*</c>, also with <c>gs://</c> and without the star; null for anything else.</summary>
    public static IdcPlace? Parse(string text)
    {
        Match match = Address().Match(text);
        if (!match.Success)
            return null;
        string bucket = match.Groups["bucket"].Value;
        string home = AtGoogle.FirstOrDefault(pair => pair.Value == bucket).Key ?? bucket;
        return new(home, match.Groups["folder"].Value.ToLowerInvariant());
    }

    public override string ToString() => $"s3://{Bucket}/{Folder}/";

    [GeneratedRegex("^(?:s3|gs)://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?<folder>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/?\\*?$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
