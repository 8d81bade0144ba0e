using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Providers;

/// <summary>A plan, or why there is none.</summary>
public sealed record Resolution
{
    public SourcePlan? Plan { get; init; }

    public Refusal? Refusal { get; init; }

    /// <summary>The source is none of this kind after all, though its address looked so: the next provider is asked, and without one the refusal stands.</summary>
    public bool IsPassedOn { get; init; }

    public static Resolution Of(SourcePlan plan) => new() { Plan = plan };

    public static Resolution Refused(string code, string message) => new() { Refusal = new(code, message) };

    public static Resolution Refused(Refusal refusal) => new() { Refusal = refusal };

    public static Resolution PassedOn(Refusal refusal) => new() { Refusal = refusal, IsPassedOn = true };
}
