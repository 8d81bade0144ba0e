using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Providers;

/// <summary>A plan, or why there is none.</summary>
public sealed record Resolution
{
    public SourcePlan? Plan { get; init; }

    public Refusal? Refusal { get; init; }

    public static Resolution Of(SourcePlan plan) => new() { Plan = plan };

    public static Resolution Refused(string code, string message) => new() { Refusal = new(code, message) };
}
