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

    /// <summary>Number of images, in the bands of <see cref="FacetBand"/>.</summary>
    public const string Images = "images";

    /// <summary>Number of patients, in bands.</summary>
    public const string Patients = "patients";

    /// <summary>Bytes, in bands.</summary>
    public const string Size = "size";

    public const string Year = "year";

    /// <summary>Whether the files were opened here: <c>yes</c> or <c>no</c>.</summary>
    public const string Inspected = "inspected";

    /// <summary>Whether the files can be had at once, here or from the source: <c>yes</c>, or <c>no</c> where the source wants something first.</summary>
    public const string Downloadable = "downloadable";

    /// <summary>The value that stands for "the source does not say".</summary>
    public const string NotStated = "none";

    /// <summary>All facets in the order of the screen.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Modality, Area, Pathology, Task, Tag, Licence, Access, Source, Format, Images, Patients, Size, Year, Inspected, Downloadable];
}
