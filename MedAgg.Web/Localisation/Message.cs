using System.Globalization;
using System.Text;

namespace MedAgg.Web.Localisation;

/// <summary>
/// Texts with values, in the small part of ICU's message syntax that the product needs:
/// <c>{0}</c> is a value, <c>{0, plural, one {# image} other {# images}}</c> chooses by number and puts it for <c>#</c>.
/// </summary>
public static class Message
{
    /// <summary>Fills a text. Whole and decimal numbers are written by the rules of the language, other values as they are.</summary>
    /// <exception cref="FormatException">The text breaks the syntax, or names a value that was not given.</exception>
    public static string Fill(string language, string text, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(values);
        var written = new StringBuilder(text.Length + 16);
        var at = 0;
        Fill(language, text, ref at, values, number: null, written);
        return at == text.Length ? written.ToString() : throw Broken(text, "a brace closes that was not opened");
    }

    private static void Fill(string language, string text, ref int at, object?[] values, string? number, StringBuilder written)
    {
        while (at < text.Length && text[at] != '}')
        {
            char c = text[at++];
            if (c == '{')
                Place(language, text, ref at, values, written);
            else if (c == '#' && number is not null)
                written.Append(number);
            else
                written.Append(c);
        }
    }

    private static void Place(string language, string text, ref int at, object?[] values, StringBuilder written)
    {
        string name = Word(text, ref at);
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= values.Length)
            throw Broken(text, $"there is no value {name}");

        object? value = values[index];
        if (Next(text, ref at) == '}')
        {
            written.Append(Write(language, value));
            return;
        }

        string kind = Word(text, ref at);
        if (kind != "plural" || Next(text, ref at) != ',')
            throw Broken(text, $"{kind} is not understood");
        Choose(language, text, ref at, values, value, written);
    }

    private static void Choose(string language, string text, ref int at, object?[] values, object? value, StringBuilder written)
    {
        if (value is null)
            throw Broken(text, "a plural needs a number");

        string category = Plural.Category(language, Convert.ToDecimal(value, CultureInfo.InvariantCulture));
        string number = Write(language, value);
        StringBuilder? chosen = null;
        StringBuilder? other = null;
        while (true)
        {
            string form = Word(text, ref at);
            if (form.Length == 0)
                break;
            if (Next(text, ref at) != '{')
                throw Broken(text, $"form {form} has no text");

            var filled = new StringBuilder();
            Fill(language, text, ref at, values, number, filled);
            if (Next(text, ref at) != '}')
                throw Broken(text, $"form {form} does not end");
            if (form == category)
                chosen = filled;
            if (form == Plural.Other)
                other = filled;
        }

        if (Next(text, ref at) != '}')
            throw Broken(text, "the plural does not end");
        written.Append(chosen ?? other ?? throw Broken(text, $"there is no form {category}"));
    }

    private static string Word(string text, ref int at)
    {
        Skip(text, ref at);
        int start = at;
        while (at < text.Length && char.IsLetterOrDigit(text[at]))
            at++;
        string word = text[start..at];
        Skip(text, ref at);
        return word;
    }

    private static char Next(string text, ref int at) => at < text.Length ? text[at++] : throw Broken(text, "it ends too early");

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private static string Write(string language, object? value) => value switch
    {
        null => Format.Missing,
        int or long or short or byte or uint or ulong => Format.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture), language),
        double or float or decimal => Format.Decimal(Convert.ToDouble(value, CultureInfo.InvariantCulture), 1, language),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static FormatException Broken(string text, string why) => new($"The text \"{text}\" cannot be filled: {why}.");
}
