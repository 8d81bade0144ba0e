namespace MedAgg.Domain.Search;

/// <summary>Names of facets: the same words in addresses, JSON and the command line.</summary>
public static class FacetName
{
    public const string Modality = "modality";
    public const string Area = "area";
    public const string Pathology = "pathology";
    public const string Task = "task";
    public const string Tag = "tag";
    public const string Licence = "licence";
    public const string Access = "access";
    public const string Source = "source";
    public const string Format = "format";
    public const string Year = "year";

    /// <summary>Bytes of the files; values are ranges, see <see cref="FacetRange"/>.</summary>
    public const string Size = "size";

    /// <summary>Number of images, in ranges.</summary>
    public const string Images = "images";

    /// <summary>Number of patients, in ranges.</summary>
    public const string Patients = "patients";

    /// <summary><c>yes</c> where the files were inspected here.</summary>
    public const string Inspected = "inspected";

    /// <summary><c>yes</c> where the files can be fetched without asking anybody, or are here already.</summary>
    public const string Downloadable = "downloadable";

    /// <summary>The value that stands for "the source does not say".</summary>
    public const string NotStated = "none";

    /// <summary>All facets in the order of the screen.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Modality, Area, Pathology, Task, Tag, Licence, Access, Source, Format, Year, Size, Images, Patients, Inspected, Downloadable];
}
