using System.Text.Json;
using System.Text.Json.Serialization;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Cases;
using MedAgg.Jobs.Experiments.Pipelines;
using MedAgg.Learning.Splits;

namespace MedAgg.Jobs.Experiments.Split;

/// <summary>Puts cases into training, validation and test, and certifies what is in two parts, whoever made them.</summary>
internal sealed class SplitStep : IPipelineStep
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public StepName Name => StepName.Split;

    public int CodeVersion => 1;

    public Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult("");

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        SplitSettings settings = context.Read<SplitSettings>();
        CaseTable cases = CaseTable.Read(context.Earlier[StepName.Preprocess]);
        SplitCase[] split = [.. cases.Rows.Select(row => new SplitCase(row.Id, row.Patient ?? row.Id, cases.Classes[row.Label], row.Stratum, row.PixelSha256))];
        PatientSplit parts = settings.Strategy switch
        {
            "official" => Official(cases, split),
            "patients" => Made(settings, split),
            _ => throw new RefusedException("PIPELINE_SETTING", $"Step split: strategy \"{settings.Strategy}\" is unknown; official and patients are known."),
        };
        string[] absent = [.. parts.Certificate.Counts.Where(count => count.Cases == 0).Select(count => count.Part.ToString().ToLowerInvariant())];
        if (absent.Length > 0)
            throw new RefusedException("SPLIT_PART_EMPTY", $"Step split: no case is in {string.Join(" and ", absent)}.");
        await File.WriteAllTextAsync(context.File("split.csv"), parts.ToCsv(split), cancellationToken);
        await File.WriteAllTextAsync(context.File(PartsOf.FileName), JsonSerializer.Serialize(new PartsOf(settings.Strategy, parts.Hash(split), parts.Parts, parts.Certificate), Options), cancellationToken);
        context.Tell(new(split.Length, split.Length));
    }

    /// <summary>What the step found.</summary>
    public static PartsOf Read(string folder) => JsonSerializer.Deserialize<PartsOf>(File.ReadAllText(Path.Combine(folder, PartsOf.FileName)), Options)!;

    private static PatientSplit Official(CaseTable cases, SplitCase[] split)
    {
        SplitPart[] parts = [.. cases.Rows.Select(row => row.Part switch
        {
            "train" => SplitPart.Training,
            "val" => SplitPart.Validation,
            "test" => SplitPart.Test,
            _ => throw new RefusedException("SPLIT_NOT_GIVEN", $"Step split: the source gives no part for {row.Id}."),
        })];
        return new(parts, SplitCertificate.Of(split, parts));
    }

    private static PatientSplit Made(SplitSettings settings, SplitCase[] split)
    {
        var made = PatientSplit.Make(split, new() { Seed = settings.Seed, Training = settings.Training, Validation = settings.Validation });
        return made.IsDone ? made.Value : throw new RefusedException(made.Refusal.Code, $"Step split: {made.Refusal.Message}");
    }
}
