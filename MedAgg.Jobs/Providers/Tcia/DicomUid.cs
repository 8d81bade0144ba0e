using System.Text.RegularExpressions;

namespace MedAgg.Jobs.Providers.Tcia;

/// <summary>The form of a DICOM UID (PS3.5 section 9): digits and dots, at most 64 characters.</summary>
internal static partial class DicomUid
{
    public const int MaxCharacters = 64;

    public static bool Is(string text) => text.Length <= MaxCharacters && Form().IsMatch(text);

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)+$")]
    private static partial Regex Form();
}
