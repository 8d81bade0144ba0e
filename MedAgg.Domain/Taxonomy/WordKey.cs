using System.Text;

namespace MedAgg.Domain.Taxonomy;

/// <summary>The form in which names and raw values are compared: lower case, ё as е, every separator as one space.</summary>
public static class WordKey
{
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder key = new(text.Length);
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c)) key.Append(c is 'ё' or 'Ё' ? 'е' : char.ToLowerInvariant(c));
            else if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
        }

        if (key.Length > 0 && key[^1] == ' ') key.Length--;
        return key.ToString();
    }
}
