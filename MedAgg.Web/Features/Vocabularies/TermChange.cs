namespace MedAgg.Web.Features.Vocabularies;

/// <param name="After">What the administrator wants; null for "as shipped", which for an added term means that it goes.</param>
/// <param name="Before">What he saw; nobody may have changed it meanwhile. Not asked when <paramref name="IsBlind"/>.</param>
internal sealed record TermChange(string Id, TermState? After, TermState? Before = null, bool IsBlind = false);
