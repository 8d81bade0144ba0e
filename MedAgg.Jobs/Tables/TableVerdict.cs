using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Tables;

/// <summary>What a check found: a reason to refuse the file, or remarks about it.</summary>
/// <param name="Refusal">Why the file is not used; null when it is.</param>
/// <param name="Remarks">Odd things that did not sink it, each code once.</param>
internal sealed record TableVerdict(Refusal? Refusal, IReadOnlyList<Refusal> Remarks)
{
    public static TableVerdict Sound { get; } = new(null, []);

    public static TableVerdict Refuse(string code, string message) => new(new(code, message), []);
}
