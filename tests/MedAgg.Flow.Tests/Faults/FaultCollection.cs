namespace MedAgg.Flow.Tests.Faults;

/// <summary>Tests that kill processes run alone: what else loads the machine would only make them slow.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultCollection
{
    public const string Name = "faults";
}
