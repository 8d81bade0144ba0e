using System.Globalization;
using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Reads the part of a source that somebody typed.</summary>
public static class ChoiceText
{
    /// <param name="include">Patterns, one a line or separated by commas.</param>
    /// <param name="exclude">The same.</param>
    /// <param name="megabytes">Most megabytes (10^6 bytes), with a decimal point or comma; what is no number is no limit.</param>
    /// <param name="patients">Ids and ranges, one a line or separated by commas.</param>
    /// <param name="perClass">Most patients of each class; what is no number is no limit.</param>
    public static SourceChoice Read(string include, string exclude, string megabytes, string patients, string perClass)
    {
        ArgumentNullException.ThrowIfNull(megabytes);
        return new()
        {
            Include = Words(include),
            Exclude = Words(exclude),
            MaxBytes = double.TryParse(megabytes.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double size) && size is > 0 and < 1e12 ? (long)(size * 1e6) : null,
            Patients = Words(patients),
            PerClass = int.TryParse(perClass, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count : null,
        };
    }

    private static string[] Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split([',', '\n', '\r', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
