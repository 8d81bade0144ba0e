namespace MedAgg.Domain.Changes;

/// <summary>Something changed: screens that show it read it again.</summary>
/// <param name="Kind">What changed: one of <see cref="ChangeKind"/>.</param>
/// <param name="Id">Its id or slug as text.</param>
/// <param name="Version">A number that grows with each change of the thing; 0 where nobody counts.</param>
public sealed record Change(string Kind, string Id, long Version = 0);
