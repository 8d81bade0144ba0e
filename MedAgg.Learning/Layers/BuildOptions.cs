using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Layers;

/// <summary>What a layer must be ready for.</summary>
/// <param name="Images">Most images in a batch.</param>
/// <param name="Slots">Which worker has which chunk.</param>
/// <param name="Trains">False for inference only: no gradients then.</param>
/// <param name="NeedsInputGradient">False for the first layer, whose input is the image.</param>
/// <param name="Fuses">Whether ReLU and pool are joined to the batch norm in front of them, and ReLU to the residual sum.</param>
/// <param name="HandsOver">Whether the chain hands its output over group by group, so that the whole of it is never read.</param>
internal sealed record BuildOptions(int Images, SlotMap Slots, bool Trains, bool NeedsInputGradient, bool Fuses, bool HandsOver = false)
{
    /// <summary>For one worker.</summary>
    public static BuildOptions Alone(int images) => new(images, new SlotMap(Pass.ChunksOf(images), 1), Trains: true, NeedsInputGradient: true, Fuses: true);
}
