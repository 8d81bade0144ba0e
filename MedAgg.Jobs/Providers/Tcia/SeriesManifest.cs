namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>A list of series that somebody chose on a portal and saved.</summary>
internal sealed record SeriesManifest
{
    /// <summary>Name of the basket that the portal gave; null when the list has none.</summary>
    public string? Basket { get; init; }

    /// <summary>UIDs in the order of the list, each once.</summary>
    public IReadOnlyList<string> SeriesUids { get; init; } = [];

    /// <summary>Folders of IDC in the order of the list, each once.</summary>
    public IReadOnlyList<IdcPlace> Places { get; init; } = [];

    /// <summary>Addresses of files that are no series (<c>imageUrl</c> of a table), each once.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Lines that say nothing that can be fetched, for example <c>drs://</c> names of controlled data.</summary>
    public int Unreadable { get; init; }

    /// <summary>The first such line, shortened; null without one.</summary>
    public string? FirstUnreadable { get; init; }

    public bool IsEmpty => SeriesUids.Count == 0 && Places.Count == 0 && Addresses.Count == 0;
}
