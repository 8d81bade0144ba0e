namespace MedAgg.Domain.Taxonomy;

/// <summary>One thing wrong in a taxonomy file.</summary>
/// <param name="File">Name of the file, without its folder.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Message">One clear sentence.</param>
public sealed record TaxonomyProblem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}
