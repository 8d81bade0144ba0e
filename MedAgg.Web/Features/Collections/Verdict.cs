using MedAgg.Domain.Catalog;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Kit;
using MedAgg.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Collections;

/// <summary>One thing to know before an archive is built.</summary>
/// <param name="Key">Word that tells verdicts apart.</param>
public sealed record Verdict(string Key, Tone Tone, string Title, IReadOnlyList<string> Says)
{
    /// <summary>What a plan is to be judged by: licences first, then leaks, then what is missing.</summary>
    public static IReadOnlyList<Verdict> Of(RecipePlan plan, IStringLocalizer<CollectionTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(texts);
        List<Verdict> verdicts = [.. Licences(plan, texts), Leak(plan.Leak, texts)];
        if (plan.ImagesWithoutPatient > 0)
            verdicts.Add(new("without", Tone.Progress, texts["Without.Title"], [texts.Say("Without.Says", plan.ImagesWithoutPatient)]));
        foreach (PlannedSource source in plan.Sources.Where(source => source.Images == 0))
            verdicts.Add(new("empty-" + source.Dataset, Tone.Caution, texts["Empty.Title"], [texts.Say("Empty.Says", source.Title)]));
        return verdicts;
    }

    private static IEnumerable<Verdict> Licences(RecipePlan plan, IStringLocalizer<CollectionTexts> texts)
    {
        LicenceClass[] classes = [.. plan.Sources.Select(source => source.LicenceClass).Distinct().Where(licence => licence != LicenceClass.Open)];
        if (classes.Length == 0)
            yield return new("licence-open", Tone.Ready, texts["Licence.Open"], [texts["Licence.OpenSays"]]);
        foreach (LicenceClass licence in classes.OrderByDescending(licence => licence == plan.Licence.Class))
        {
            string[] says =
            [
                .. plan.Sources.Where(source => source.LicenceClass == licence).Select(source =>
                    texts.Say($"Licence.{licence}Says", source.Title, source.LicenceName ?? texts["Licence.NotStated"].Value)),
            ];
            yield return new("licence-" + licence, licence == LicenceClass.ShareAlike ? Tone.Progress : Tone.Caution, texts["Licence." + licence], says);
        }

        if (classes.Contains(LicenceClass.ShareAlike) && classes.Contains(LicenceClass.NonCommercial))
            yield return new("licence-conflict", Tone.Failed, texts["Licence.Conflict"], [texts["Licence.ConflictSays"]]);
    }

    private static Verdict Leak(LeakVerdict leak, IStringLocalizer<CollectionTexts> texts) =>
        !leak.HasPartitions ? new("leak", Tone.Neutral, texts["Leak.None"], [texts["Leak.NoneSays"]])
        : leak.IsClean ? new("leak", Tone.Ready, texts["Leak.Clean"], [texts["Leak.CleanSays"]])
        : new("leak", Tone.Caution, texts["Leak.Found"], [texts.Say("Leak.FoundSays", leak.PatientsAcross, leak.PicturesAcross)]);
}
