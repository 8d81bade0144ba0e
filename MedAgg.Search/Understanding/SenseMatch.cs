using MedAgg.Domain.Taxonomy;

namespace MedAgg.Search.Understanding;

/// <summary>A sense found in words.</summary>
/// <param name="First">First word, counted without glue.</param>
/// <param name="Count">Words.</param>
/// <param name="Sense">What it means.</param>
internal sealed record SenseMatch(int First, int Count, WordSense Sense);
