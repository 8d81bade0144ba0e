using MedAgg.Domain.Catalog;
using MedAgg.Domain.Collections;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Collections;
using MedAgg.Web.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Tests.Features.Collections;

public sealed class VerdictTests
{
    private static readonly IStringLocalizer<CollectionTexts> Texts =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<CollectionTexts>>();

    [Fact]
    public void Free_sources_are_free()
    {
        IReadOnlyList<Verdict> verdicts = Of(new(false, 0, 0), Source("a", LicenceClass.Open));
        Assert.Equal(["licence-open", "leak"], verdicts.Select(verdict => verdict.Key));
        Assert.Equal(Tone.Ready, verdicts[0].Tone);
        Assert.Equal(Tone.Neutral, verdicts[1].Tone); // no partitions: nothing can leak, nothing is praised
    }

    [Fact]
    public void Every_source_that_binds_is_named_and_the_strictest_comes_first()
    {
        IReadOnlyList<Verdict> verdicts = Of(
            new(true, 0, 0), Source("free", LicenceClass.Open), Source("alike", LicenceClass.ShareAlike), Source("nc-1", LicenceClass.NonCommercial), Source("nc-2", LicenceClass.NonCommercial));
        Assert.Equal(["licence-NonCommercial", "licence-ShareAlike", "licence-conflict", "leak"], verdicts.Select(verdict => verdict.Key));
        Assert.Equal(2, verdicts[0].Says.Count);
        Assert.Contains("nc-2", verdicts[0].Says[1], StringComparison.Ordinal);
        Assert.Equal(Tone.Ready, verdicts[^1].Tone);
    }

    [Fact]
    public void Leaks_unknown_patients_and_empty_sources_are_told()
    {
        IReadOnlyList<Verdict> verdicts = Of(
            new(true, 3, 1), Source("a", LicenceClass.Open) with { ImagesWithoutPatient = 4 }, Source("empty", LicenceClass.Open) with { Images = 0 });
        Assert.Equal(["licence-open", "leak", "without", "empty-empty"], verdicts.Select(verdict => verdict.Key));
        Assert.Equal(Tone.Caution, verdicts[1].Tone);
        Assert.Contains("3", verdicts[1].Says[0], StringComparison.Ordinal);
    }

    private static IReadOnlyList<Verdict> Of(LeakVerdict leak, params PlannedSource[] sources) => Verdict.Of(
        new()
        {
            Recipe = new Recipe { Name = "set", Sources = [] },
            RecipeJson = "{}",
            RecipeSha256 = "",
            Sources = sources,
            Licence = new(sources.Max(source => source.LicenceClass), []),
            Leak = leak,
        },
        Texts);

    private static PlannedSource Source(string slug, LicenceClass licence) =>
        new() { Dataset = slug, Version = 1, Title = slug, LicenceClass = licence, Images = 10, Patients = 2 };
}
