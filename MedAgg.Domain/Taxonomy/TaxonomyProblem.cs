namespace MedAgg.Domain.Taxonomy;

/// <summary>One thing wrong in a taxonomy.</summary>
/// <param name="File">Name of the file, without its folder.</param>
/// <param name="Line">Line, from 1; 0 where the term was not read from a file.</param>
/// <param name="Message">One clear sentence.</param>
public sealed record TaxonomyProblem(string File, int Line, string Message)
{
    /// <summary>Stable code of a broken rule, for translations; empty for what is no rule between terms (unreadable YAML).</summary>
    public string Code { get; init; } = "";

    /// <summary>The term that breaks the rule; empty where there is none.</summary>
    public string TermId { get; init; } = "";

    /// <summary>What the sentence names beside the term: a word, the id of another term.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public override string ToString() => $"{File}:{Line}: {Message}";
}
