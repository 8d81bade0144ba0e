using System.Security.Cryptography;
using System.Text;

namespace MedAgg.Testing.Tcia;

/// <summary>One series of a stub archive.</summary>
public sealed record StubSeries(string Collection, string PatientId, string StudyUid, string SeriesUid, IReadOnlyList<StubInstance> Instances)
{
    public string Modality { get; init; } = "MG";

    public string Description { get; init; } = "";

    public string LicenceName { get; init; } = "Creative Commons Attribution 4.0 International License";

    public string LicenceShortName { get; init; } = "CC BY 4.0";

    public string LicenceUrl { get; init; } = "https://creativecommons.org/licenses/by/4.0/";

    public string Doi { get; init; } = "10.7937/tcia.eqde4b16";

    public string Bucket { get; init; } = "idc-open-data";

    /// <summary>Whether IDC has taken it over; NBIA has everything.</summary>
    public bool IsAtIdc { get; init; } = true;

    public long SizeBytes => Instances.Sum(instance => instance.SizeBytes);

    /// <summary>Id of the collection at IDC: lower snake case.</summary>
    public string IdcCollection => Collection.ToLowerInvariant().Replace('-', '_').Replace(' ', '_');

    /// <summary>Folder at IDC: another one as soon as an instance is another one.</summary>
    public string Folder => Uuid(SeriesUid + "|" + string.Join('|', Instances.Select(instance => instance.SopUid)));

    internal static string Uuid(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();

    internal string KeyOf(StubInstance instance) => $"{Folder}/{Uuid(instance.SopUid)}.dcm";
}
