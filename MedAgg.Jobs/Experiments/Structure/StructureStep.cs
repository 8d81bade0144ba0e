using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Cases;
using MedAgg.Jobs.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments.Structure;

/// <summary>Turns the source into a table of cases: one row an image, with patient, class and part.</summary>
internal sealed class StructureStep(IEnumerable<ICaseLayout> layouts) : IPipelineStep
{
    public StepName Name => StepName.Structure;

    public int CodeVersion => 1;

    public Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken) => Task.FromResult("");

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        StructureSettings settings = context.Read<StructureSettings>();
        ICaseLayout layout = layouts.FirstOrDefault(l => l.Name == settings.Layout)
            ?? throw new RefusedException("PIPELINE_SETTING", $"Step structure: layout \"{settings.Layout}\" is unknown; known are {string.Join(", ", layouts.Select(l => l.Name))}.");
        CaseTable table = await layout.ReadAsync(context.Earlier[StepName.Acquire], settings.Classes, cancellationToken);
        if (table.Rows.Count == 0)
            throw new RefusedException("CASES_ABSENT", "Step structure: the source holds no image with a label.");
        if (table.Rows.FirstOrDefault(row => row.Id.AsSpan().IndexOfAny(',', '"', '\n') >= 0) is { } odd)
            throw new RefusedException("CASES_ID", $"Step structure: case {odd.Id.ReplaceLineEndings(" ")} holds a comma, quote or line end, which tables of cases cannot.");
        table.Write(context.Folder);
        context.Tell(new(table.Rows.Count, table.Rows.Count));
    }
}
