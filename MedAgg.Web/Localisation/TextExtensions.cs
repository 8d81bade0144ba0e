using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Localisation;

/// <summary>Texts with values.</summary>
public static class TextExtensions
{
    /// <summary>The text of a key, filled as <see cref="Message"/> says: numbers in the reader's language, plurals by number.</summary>
    public static string Say(this IStringLocalizer texts, string key, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Message.Fill(Language.Current, texts[key].Value, values);
    }
}
