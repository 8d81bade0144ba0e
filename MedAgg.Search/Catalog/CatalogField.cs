namespace MedAgg.Search.Catalog;

/// <summary>Fields of a dataset's index record.</summary>
internal static class CatalogField
{
    public const int Title = 0;

    /// <summary>Labels, tags, formats, provider, and the terms that the card states.</summary>
    public const int Labels = 1;

    public const int Description = 2;

    /// <summary>Citation.</summary>
    public const int Rest = 3;

    private static readonly string[] Names = ["title", "label", "description", "citation"];

    /// <summary>The name of the most telling field among bits as <c>IndexHit.FieldsOf</c> gives them.</summary>
    public static string NameOf(int fields) => Names[Math.Min(Names.Length - 1, System.Numerics.BitOperations.TrailingZeroCount(fields))];
}
