namespace MedAgg.Domain.Catalog;

/// <summary>One file of <c>taxonomy/catalog</c>: a described dataset. Keys that a fact is not known for are absent.</summary>
public sealed class CatalogEntry
{
    public string Key { get; set; } = "";

    public LocalizedPair Title { get; set; } = new();

    public LocalizedPair Description { get; set; } = new();

    public string Provider { get; set; } = "";

    public string? Url { get; set; }

    /// <summary>Taxonomy ids.</summary>
    public List<string> Modalities { get; set; } = [];

    /// <summary>Modality codes in the words of the source.</summary>
    public List<string> ModalityCodes { get; set; } = [];

    public List<string> Areas { get; set; } = [];

    public List<string> Pathologies { get; set; } = [];

    public List<string> Tasks { get; set; } = [];

    public List<string> Labels { get; set; } = [];

    public List<string> Formats { get; set; } = [];

    public List<string> Languages { get; set; } = [];

    public long? Patients { get; set; }

    public long? Studies { get; set; }

    public long? Images { get; set; }

    public long? Volumes { get; set; }

    public long? SizeBytes { get; set; }

    public string? Licence { get; set; }

    public DatasetAccess Access { get; set; }

    public int? Year { get; set; }

    public string? Citation { get; set; }

    /// <summary>Where the facts were read.</summary>
    public string? FactSource { get; set; }

    /// <summary>Facts that nobody has checked against a source.</summary>
    public List<string> Unverified { get; set; } = [];

    /// <summary>The card as it is stored and shown.</summary>
    public DatasetCard ToCard() => new()
    {
        Title = Title.ToText(),
        Description = Description.ToText(),
        Labels = Labels,
        ModalityCodes = ModalityCodes,
        Declared = new() { Patients = Patients, Studies = Studies, Images = Images, Volumes = Volumes, SizeBytes = SizeBytes },
        Languages = Languages,
        Citation = Citation,
        FactSource = FactSource,
        Unverified = Unverified,
    };

    /// <summary>The values that the dataset is filtered by.</summary>
    public DatasetFacets ToFacets() => new()
    {
        Modalities = Modalities,
        Areas = Areas,
        Pathologies = Pathologies,
        Tasks = Tasks,
        Formats = Formats,
        Provider = Provider,
        SourceUrl = Url,
        LicenceName = Licence,
        Access = Access,
        Year = Year,
    };
}
