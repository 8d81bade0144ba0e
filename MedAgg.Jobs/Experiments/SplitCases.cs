using System.Globalization;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Refusals;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments;

/// <summary>Fourth step: parts, and the certificate of what was checked on them. Patients never part, nor do copies of one image.</summary>
internal sealed class SplitCases : IPipelineStep
{
    public const string Word = "split";
    public const string File = "split.json";

    public string Name => Word;

    public int CodeVersion => 3;

    public ValueTask<object> SettingsAsync(StepContext context, CancellationToken cancellationToken) => new(context.Pipeline.Split);

    public async Task<string> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        CaseSet set = await context.ReadAsync<CaseSet>(StructureCases.Word, StructureCases.File, cancellationToken);
        PreparedSet prepared = await context.ReadAsync<PreparedSet>(PreprocessImages.Word, PreprocessImages.File, cancellationToken);
        SplitStep step = context.Pipeline.Split;
        TaskGroup main = TaskGroup.Of(context.Pipeline.Structure.Tasks)[0];
        List<SplitCase> cases = [.. prepared.Cases.Select(one => Case(set.Images[one.Case], one.PixelSha256, main, step))];
        bool isOfficial = step.Kind == SplitKind.Official;
        SplitPart[] given = isOfficial ? Official(set, prepared) : [];
        bool isCut = isOfficial && given.Contains(SplitPart.Training) && !given.Contains(SplitPart.Validation);
        SplitOptions shares = new() { Seed = step.Seed, Training = step.Training, Validation = step.Validation };
        PatientSplit split = isCut ? Done(PatientSplit.CutValidation(cases, given, shares))
            : isOfficial ? new(given, SplitCertificate.Of(cases, given))
            : Done(PatientSplit.Make(cases, shares));
        foreach (SplitPart part in Enum.GetValues<SplitPart>())
        {
            if (!split.Parts.Contains(part))
                throw new RefusedException("SPLIT_PART_EMPTY", Emptiness(part, isOfficial, split.Certificate));
        }

        await context.WriteTextAsync("split.csv", split.ToCsv(cases), cancellationToken);
        await context.WriteAsync(File, new SplitResult(split.Parts, split.Certificate, split.Certificate.IsGreen, split.Hash(cases), isOfficial, isCut ? split.Parts.Count(part => part == SplitPart.Validation) : 0), cancellationToken);
        PartCount[] counts = [.. split.Certificate.Counts];
        string verdict = split.Certificate.IsGreen ? "certificate green" : string.Create(CultureInfo.InvariantCulture, $"certificate NOT green: {split.Certificate.SharedGroups.Count} patients and {split.Certificate.SharedPixels.Count} images in two parts");
        string cut = isCut ? "; the source has no part for validation: it was cut from training" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{counts[0].Cases} / {counts[1].Cases} / {counts[2].Cases} images{cut}; {verdict}");
    }

    private static SplitCase Case(CaseImage image, string pixels, TaskGroup main, SplitStep step)
    {
        string label = image.Labels.TryGetValue(main.Tasks[0].Name, out bool isPositive)
            ? main.HasClasses ? main.Tasks[main.LabelOf(image) ?? 0].PositiveName : isPositive ? main.Tasks[0].PositiveName : main.Tasks[0].NegativeName
            : "other task";
        string stratum = string.Join('|', step.Strata.Select(fact => image.Facts.GetValueOrDefault(fact, "unknown")));
        // Without patients the unit is all that is known to belong together.
        return new(image.Path, image.Patient ?? image.Unit, label, stratum, pixels);
    }

    private static PatientSplit Done(Outcome<PatientSplit> made) => made.IsDone ? made.Value : throw new RefusedException(made.Refusal.Code, made.Refusal.Message);

    private static SplitPart[] Official(CaseSet set, PreparedSet prepared) => [.. prepared.Cases.Select(one => set.Images[one.Case]).Select(image => image.OfficialPart switch
    {
        "train" => SplitPart.Training,
        "val" => SplitPart.Validation,
        "test" => SplitPart.Test,
        _ => throw new RefusedException("SPLIT_NOT_OFFICIAL", $"The source gives {image.Path} no part; split by patients instead."),
    })];

    private static string Emptiness(SplitPart part, bool isOfficial, SplitCertificate certificate)
    {
        string counts = string.Join(", ", certificate.Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Part.ToString().ToLowerInvariant()} {count.Cases}")));
        return isOfficial
            ? $"The source's own parts leave {part.ToString().ToLowerInvariant()} without a labelled image (labelled images: {counts}). See which of its files were refused, or split by patients."
            : $"The {part.ToString().ToLowerInvariant()} part is empty (images: {counts}); there are too few patients for these shares.";
    }
}

/// <summary>The parts of an experiment, in the order of the arrays.</summary>
/// <param name="Parts">Part of each array.</param>
/// <param name="Certificate">What was checked.</param>
/// <param name="IsGreen">Whether nothing is in two parts.</param>
/// <param name="Sha256">SHA-256 of <c>split.csv</c>.</param>
/// <param name="IsOfficial">Whether the source made the parts.</param>
/// <param name="CutForValidation">Images that were taken from the source's training part because it has none for validation; else 0.</param>
public sealed record SplitResult(IReadOnlyList<SplitPart> Parts, SplitCertificate Certificate, bool IsGreen, string Sha256, bool IsOfficial, int CutForValidation = 0);
