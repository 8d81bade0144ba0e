namespace MedAgg.Web.Features.Vocabularies;

/// <summary>What is wrong with an edited term.</summary>
/// <param name="Field">Field of the form; empty where it is the whole term.</param>
/// <param name="Code">Stable code, see <c>TaxonomyRules</c> and <see cref="VocabularyCodes"/>.</param>
/// <param name="Arguments">What the sentence names: a word, another term's id.</param>
/// <param name="Message">One English sentence.</param>
public sealed record TermFault(string Field, string Code, IReadOnlyList<string> Arguments, string Message);
