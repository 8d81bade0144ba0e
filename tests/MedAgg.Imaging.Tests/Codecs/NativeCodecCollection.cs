namespace MedAgg.Imaging.Tests.Codecs;

/// <summary>Tests that switch native codecs on for the process; nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NativeCodecCollection
{
    public const string Name = "native codecs";
}
