namespace MedAgg.Domain.Catalog;

/// <summary>A dataset of the catalogue: one card, any number of immutable versions.</summary>
public sealed class Dataset
{
    private Dataset()
    {
    }

    public Dataset(string slug, DatasetOrigin origin, DatasetCard card, DatasetFacets facets, DateTimeOffset now)
    {
        Slug = slug;
        Origin = origin;
        Card = card;
        CreatedAt = now;
        Describe(card, facets, now);
    }

    public long Id { get; private set; }

    /// <summary>Stable name in addresses, the command line and JSON: lower-case letters, digits and hyphens.</summary>
    public string Slug { get; private set; } = "";

    public DatasetOrigin Origin { get; private set; }

    public DatasetCard Card { get; private set; } = new();

    /// <summary>Taxonomy ids of modalities.</summary>
    public List<string> Modalities { get; private set; } = [];

    /// <summary>Taxonomy ids of anatomical areas.</summary>
    public List<string> Areas { get; private set; } = [];

    /// <summary>Taxonomy ids of pathologies.</summary>
    public List<string> Pathologies { get; private set; } = [];

    /// <summary>Taxonomy ids of tasks.</summary>
    public List<string> Tasks { get; private set; } = [];

    /// <summary>Free tags, lower case.</summary>
    public List<string> Tags { get; private set; } = [];

    /// <summary>File formats in the words of the field, for example <c>DICOM</c>.</summary>
    public List<string> Formats { get; private set; } = [];

    /// <summary>Id of the provider that has the files, for example <c>tcia</c>.</summary>
    public string Provider { get; private set; } = "";

    public string? SourceUrl { get; private set; }

    /// <summary>Licence in the words of the source; null when none is stated.</summary>
    public string? LicenceName { get; private set; }

    public LicenceClass LicenceClass { get; private set; }

    public DatasetAccess Access { get; private set; }

    /// <summary>Year of first publication.</summary>
    public int? Year { get; private set; }

    /// <summary>Images: measured in the current version, else declared; null when unknown.</summary>
    public long? ImageCount { get; private set; }

    /// <summary>Bytes: measured in the current version, else declared; null when unknown.</summary>
    public long? SizeBytes { get; private set; }

    public bool IsActive { get; private set; } = true;

    public Visibility Visibility { get; private set; } = Visibility.Public;

    public Guid? OwnerId { get; private set; }

    public long? TeamId { get; private set; }

    /// <summary>The newest published version; null while the dataset was never inspected here.</summary>
    public long? CurrentVersionId { get; private set; }

    /// <summary>When files of this dataset were last opened here; null when never.</summary>
    public DateTimeOffset? InspectedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>: tells two writers apart.</summary>
    public uint RowVersion { get; private set; }

    /// <summary>Replaces what is told about the dataset.</summary>
    public void Describe(DatasetCard card, DatasetFacets facets, DateTimeOffset now)
    {
        Card = card;
        Modalities = [.. facets.Modalities];
        Areas = [.. facets.Areas];
        Pathologies = [.. facets.Pathologies];
        Tasks = [.. facets.Tasks];
        Tags = [.. facets.Tags];
        Formats = [.. facets.Formats];
        Provider = facets.Provider;
        SourceUrl = facets.SourceUrl;
        LicenceName = facets.LicenceName;
        LicenceClass = Licence.ClassOf(facets.LicenceName);
        Access = facets.Access;
        Year = facets.Year;
        if (CurrentVersionId is null)
        {
            ImageCount = card.Declared.Images;
            SizeBytes = card.Declared.SizeBytes;
        }

        UpdatedAt = now;
    }

    /// <summary>Gives the dataset to an owner and, where there is one, to a team.</summary>
    public void Entrust(Guid? ownerId, long? teamId, Visibility visibility)
    {
        OwnerId = ownerId;
        TeamId = teamId;
        Visibility = visibility;
    }

    /// <summary>Takes a freshly published version as the current one: measured figures replace declared ones.</summary>
    public void Adopt(DatasetVersion version, DateTimeOffset now)
    {
        CurrentVersionId = version.Id;
        ImageCount = version.Counts.Images;
        SizeBytes = version.Counts.Bytes;
        InspectedAt = now;
        UpdatedAt = now;
    }

    /// <summary>Hides the dataset from search, or shows it again.</summary>
    public void SetActive(bool active, DateTimeOffset now)
    {
        IsActive = active;
        UpdatedAt = now;
    }
}
