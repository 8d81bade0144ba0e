namespace MedAgg.Web.Features.Vocabularies;

/// <summary>What came of an edit: done, or what forbids it.</summary>
/// <param name="Changed">Ids of the terms that changed; none when everything stood so already.</param>
public sealed record EditOutcome(IReadOnlyList<string> Changed, IReadOnlyList<TermFault> Faults)
{
    public bool IsDone => Faults.Count == 0;

    internal static EditOutcome Refused(string code, string message, params string[] arguments) => new([], [new("", code, arguments, message)]);
}
