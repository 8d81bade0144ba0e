namespace MedAgg.Search.Understanding;

/// <summary>A term in a text.</summary>
/// <param name="Id">Taxonomy id.</param>
/// <param name="Start">First character.</param>
/// <param name="End">Character after the last one.</param>
public readonly record struct Mention(string Id, int Start, int End);
