using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using MedAgg.Web.Localisation;

namespace MedAgg.Web.Tests.Localisation;

/// <summary>Every pair of resource files in the product, found in the assembly: a new feature's pair is tested without a new line here.</summary>
public sealed partial class TextsTests
{
    public static TheoryData<string> Pairs { get; } =
        [.. typeof(Texts).Assembly.GetManifestResourceNames().Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal)).Select(name => name[..^".resources".Length])];

    [Fact]
    public void There_are_texts() => Assert.Contains("MedAgg.Web.Localisation.Texts", Pairs.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Both_languages_have_the_same_keys(string pair) =>
        Assert.Equal(Read(pair, "").Keys.Order(StringComparer.Ordinal), Read(pair, Language.Russian).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Both_languages_place_the_same_values(string pair)
    {
        Dictionary<string, string> russian = Read(pair, Language.Russian);
        Assert.All(Read(pair, ""), text => Assert.Equal(Values(text.Value), Values(russian[text.Key])));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void No_text_is_empty_or_broken(string pair)
    {
        foreach (string language in Language.All)
        {
            Assert.All(Read(pair, language == Language.English ? "" : language), text =>
            {
                Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key);
                foreach (object sample in new object[] { 1, 2, 5, 1.5 })
                    Assert.NotEmpty(Message.Fill(language, text.Value, sample, sample, sample, sample, sample));
            });
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_plural_has_every_form_of_its_language(string pair)
    {
        Assert.All(Read(pair, Language.Russian).Values.Where(IsPlural), text => Assert.All(new[] { "one {", "few {", "many {", "other {" }, form => Assert.Contains(form, text, StringComparison.Ordinal)));
        Assert.All(Read(pair, "").Values.Where(IsPlural), text => Assert.All(new[] { "one {", "other {" }, form => Assert.Contains(form, text, StringComparison.Ordinal)));
    }

    private static bool IsPlural(string text) => text.Contains(", plural,", StringComparison.Ordinal);

    private static SortedSet<string> Values(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    private static Dictionary<string, string> Read(string pair, string language)
    {
        ResourceSet? set = new ResourceManager(pair, typeof(Texts).Assembly).GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    [GeneratedRegex(@"\{(\d+)[,}]")]
    private static partial Regex Placeholder();
}
