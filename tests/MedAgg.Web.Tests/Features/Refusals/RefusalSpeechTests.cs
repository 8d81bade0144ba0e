using System.Globalization;
using System.Reflection;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Fetching;
using MedAgg.Web.Features.Refusals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Tests.Features.Refusals;

public sealed class RefusalSpeechTests
{
    private static readonly RefusalSpeech Speech = new(
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<RefusalTexts>>());

    // PUBLIC and ALLOWLIST are verdicts of the guard that refuse nothing.
    public static TheoryData<string> Codes { get; } =
    [
        .. new[] { typeof(SourceCodes), typeof(UrlCodes), typeof(ArchiveCodes) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
            .Where(code => code is not (UrlCodes.Public or UrlCodes.AllowList)),
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_of_sources_and_archives_is_said_in_russian(string code) =>
        Assert.Contains(In("ru", () => Speech.Says(new(code, "An English sentence."))), letter => letter is >= 'а' and <= 'я');

    [Fact]
    public void English_readers_get_the_sentence_that_names_file_and_limit()
    {
        Refusal refusal = new("ARCHIVE_TOO_LARGE", "a.zip unpacks to more than 5 GiB.");
        Assert.Equal(refusal.Message, In("en", () => Speech.Says(refusal)));
        Assert.Null(In("en", () => Speech.Detail(refusal)));
        Assert.NotNull(In("en", () => Speech.Advice(refusal)));
    }

    [Fact]
    public void Russian_readers_keep_that_sentence_as_a_detail()
    {
        Refusal refusal = new("ARCHIVE_TOO_LARGE", "a.zip unpacks to more than 5 GiB.");
        Assert.Equal(refusal.Message, In("ru", () => Speech.Detail(refusal)));
    }

    [Fact]
    public void An_unknown_code_is_said_by_its_message()
    {
        Refusal refusal = new("SOMETHING_NEW", "Something new.");
        Assert.Equal(refusal.Message, In("ru", () => Speech.Says(refusal)));
        Assert.Null(In("ru", () => Speech.Detail(refusal)));
        Assert.Null(In("ru", () => Speech.Advice(refusal)));
    }

    private static T In<T>(string language, Func<T> ask)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return ask();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
