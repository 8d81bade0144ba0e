using System.IO.Enumeration;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>A pattern with <c>*</c> and <c>?</c> over one field of a series, without case.</summary>
/// <param name="Field">Patient, study, series, modality or description; <see cref="SeriesField.Any"/> is patient or series UID.</param>
internal sealed record SeriesPattern(SeriesField Field, string Text)
{
    /// <summary>Reads <c>modality:MG</c>, <c>description:*axial*</c> or, without a field, <c>D1-*</c>; null for blanks and unknown fields.</summary>
    public static SeriesPattern? Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string pattern = text[(colon + 1)..].Trim();
        if (pattern.Length == 0)
            return null;
        if (colon < 0)
            return new(SeriesField.Any, pattern);
        return Enum.TryParse(text[..colon].Trim(), ignoreCase: true, out SeriesField field) && Enum.IsDefined(field) ? new(field, pattern) : null;
    }

    public bool Matches(SeriesRow series) => Field switch
    {
        SeriesField.Patient => Fits(series.PatientId),
        SeriesField.Study => Fits(series.StudyUid),
        SeriesField.Series => Fits(series.SeriesUid),
        SeriesField.Modality => Fits(series.Modality),
        SeriesField.Description => Fits(series.Description),
        _ => Fits(series.PatientId) || Fits(series.SeriesUid),
    };

    private bool Fits(string value) => FileSystemName.MatchesSimpleExpression(Text, value, ignoreCase: true);
}

/// <summary>What a <see cref="SeriesPattern"/> looks at.</summary>
internal enum SeriesField
{
    Any,
    Patient,
    Study,
    Series,
    Modality,
    Description,
}
