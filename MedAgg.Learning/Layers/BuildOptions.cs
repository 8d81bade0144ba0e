namespace MedAgg.Learning.Layers;

/// <summary>What a layer must be ready for.</summary>
/// <param name="Images">Most images in a batch.</param>
/// <param name="Trains">False for inference only: no gradients then.</param>
/// <param name="NeedsInputGradient">False for the first layer, whose input is the image.</param>
/// <param name="Fuses">Whether ReLU and pool are joined to the batch norm in front of them.</param>
internal sealed record BuildOptions(int Images, bool Trains, bool NeedsInputGradient, bool Fuses);
