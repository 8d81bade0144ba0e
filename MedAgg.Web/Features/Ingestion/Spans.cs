using MedAgg.Web.Localisation;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>How long work took: tenths of a second below ten seconds, then as a clock shows it.</summary>
internal static class Spans
{
    public static string Of(TimeSpan? span) => span is not { } value ? Format.Missing
        : value < TimeSpan.Zero ? Of(TimeSpan.Zero)
        : value < TimeSpan.FromSeconds(10) ? $"{Format.Decimal(value.TotalSeconds)} {(Language.Current == Language.Russian ? "с" : "s")}"
        : TimeFormat.Clock(value);
}
