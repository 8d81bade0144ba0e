using System.Globalization;

namespace MedAgg.Jobs.Inspection;

/// <summary>Reads what files and tables say about a person: age, sex, side.</summary>
public static class PersonFacts
{
    private const double DaysOfYear = 365.25;

    /// <summary>Years of a DICOM age string <c>nnnD</c>, <c>nnnW</c>, <c>nnnM</c>, <c>nnnY</c> (PS3.5, AS); null when it is none or beyond 0 … 130 years.</summary>
    public static double? AgeYears(string? age)
    {
        string text = age?.Trim() ?? "";
        if (text.Length is < 2 or > 4 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            return null;
        double? years = char.ToUpperInvariant(text[^1]) switch
        {
            'Y' => count,
            'M' => count / 12.0,
            'W' => count * 7 / DaysOfYear,
            'D' => count / DaysOfYear,
            _ => null,
        };
        return Plausible(years);
    }

    /// <summary>Age at a day from the day of birth, both <c>YYYYMMDD</c>; null when either is missing or the result is not 0 … 130 years.</summary>
    public static double? AgeYears(string? birthDate, string? atDate) =>
        Date(birthDate) is { } birth && Date(atDate) is { } day ? Plausible(Math.Floor((day.DayNumber - birth.DayNumber) / DaysOfYear)) : null;

    /// <summary>A plain number of years, as tables write it, or a DICOM age.</summary>
    public static double? AgeOfCell(string cell) =>
        double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double years) ? Plausible(years) : AgeYears(cell);

    /// <summary>M, F or O; null for anything else.</summary>
    public static string? Sex(string? stated) => stated?.Trim().ToUpperInvariant() switch
    {
        "M" or "MALE" or "МУЖ" or "МУЖСКОЙ" or "М" => "M", // the last ones are Cyrillic
        "F" or "FEMALE" or "W" or "WOMAN" or "ЖЕН" or "ЖЕНСКИЙ" or "Ж" => "F",
        "O" or "OTHER" => "O",
        _ => null,
    };

    /// <summary>L, R, B or U; null for anything else.</summary>
    public static string? Laterality(string? stated) => stated?.Trim().ToUpperInvariant() switch
    {
        "L" or "LEFT" => "L",
        "R" or "RIGHT" => "R",
        "B" or "BOTH" or "BILATERAL" => "B",
        "U" or "UNPAIRED" => "U",
        _ => null,
    };

    /// <summary>A DICOM date <c>YYYYMMDD</c>, also with dots as the old standard had it; null when it is none.</summary>
    public static DateOnly? Date(string? date) =>
        DateOnly.TryParseExact(date?.Trim(), ["yyyyMMdd", "yyyy.MM.dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    private static double? Plausible(double? years) => years is >= 0 and <= 130 ? Math.Round(years.Value, 3) : null;
}
