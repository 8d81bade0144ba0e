using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>How a network is put into memory. Nothing here but the seed changes a single bit of its results.</summary>
public sealed record NetworkOptions
{
    /// <summary>Most images in a batch, 1 … 65536. Default 32.</summary>
    public int Images { get; init; } = 32;

    /// <summary>Threads, 1 … 1024. Default one fewer than the machine has, at least 1: pages and other jobs stay alive.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>Instructions of the kernels. Default the fastest of this machine.</summary>
    public InstructionSet InstructionSet { get; init; } = InstructionSets.Best;

    /// <summary>Decides the start values. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>False leaves out the memory of gradients. Default true.</summary>
    public bool Trains { get; init; } = true;

    /// <summary>Most bytes of activations, gradients and weight sums; above it the network is refused. Default 8 GiB.</summary>
    public long MaximumBytes { get; init; } = 8L << 30;

    /// <summary>Joins batch norm, ReLU and pool. Tests turn it off to compare.</summary>
    internal bool Fuses { get; init; } = true;
}
