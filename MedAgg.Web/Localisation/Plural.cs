namespace MedAgg.Web.Localisation;

/// <summary>Plural categories of the Unicode CLDR for the languages of the interface.</summary>
public static class Plural
{
    public const string One = "one";
    public const string Few = "few";
    public const string Many = "many";
    public const string Other = "other";

    /// <summary>
    /// The category of a number: Russian has one (1, 21), few (2–4, 22), many (0, 5–20) and other (fractions); English has one (1) and other.
    /// </summary>
    public static string Category(string language, decimal number)
    {
        decimal size = Math.Abs(number);
        bool isWhole = size == decimal.Truncate(size);
        if (language != Language.Russian)
            return size == 1 ? One : Other;
        if (!isWhole)
            return Other;

        var lastTwo = (int)(size % 100);
        int last = lastTwo % 10;
        return lastTwo is >= 11 and <= 14 ? Many
            : last == 1 ? One
            : last is >= 2 and <= 4 ? Few
            : Many;
    }
}
