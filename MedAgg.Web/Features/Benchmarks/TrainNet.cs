using MedAgg.Learning.Layers;
using MedAgg.Learning.Tensors;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>A net of <c>bench train</c>, written once for the product and once for the peer's script.</summary>
/// <param name="Name">Which.</param>
/// <param name="Size">Rows and columns of the image.</param>
/// <param name="Images">Images of an epoch.</param>
/// <param name="Channels">Channels of each block or stage.</param>
/// <param name="Pools">Whether a pool follows each block; empty for a residual net.</param>
internal sealed record TrainNet(string Name, int Size, int Images, IReadOnlyList<int> Channels, IReadOnlyList<bool> Pools)
{
    /// <summary>The reference net of 245,233 parameters at two sizes, and a residual net.</summary>
    public static IReadOnlyList<TrainNet> All { get; } =
    [
        new("plain 64x64", 64, 2000, [16, 32, 64, 128, 128], [true, true, true, false, false]),
        new("plain 128x128", 128, 500, [16, 32, 64, 128, 128], [true, true, true, false, false]),
        new("residual 64x64", 64, 1000, [16, 32, 64, 96], []),
    ];

    public NetworkSpec Spec => Pools.Count == 0
        ? NetworkSpec.Residual(new TensorShape(Size, Size, 1), 1, Channels, blocks: 1)
        : NetworkSpec.Plain(new TensorShape(Size, Size, 1), 1, Channels, Pools);
}
