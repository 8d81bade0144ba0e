namespace MedAgg.Search.Understanding;

/// <summary>What a text of a record speaks of.</summary>
/// <param name="Terms">Terms in the order of the text, without those that the text denies.</param>
/// <param name="Senses">Ordinary words, by the names of their senses.</param>
public sealed record TextReading(IReadOnlyList<Mention> Terms, IReadOnlyList<Mention> Senses);
