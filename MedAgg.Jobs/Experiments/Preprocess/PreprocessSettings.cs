namespace MedAgg.Jobs.Experiments.Preprocess;

/// <summary>Settings of step preprocess.</summary>
internal sealed record PreprocessSettings
{
    /// <summary>Rows and columns of the prepared images, 8 … 4096; null keeps the source's size. Larger images are averaged down, smaller ones interpolated.</summary>
    public int? Size { get; init; }
}
