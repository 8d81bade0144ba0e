namespace MedAgg.Imaging.Rendering;

/// <summary>A lookup table over grey values (PS3.3 sections C.11.1.1.1 and C.11.2.1.1).</summary>
/// <param name="First">Value of the first entry; smaller ones take it, too, and larger ones than the last entry's take that.</param>
/// <param name="Entries">At least one.</param>
/// <param name="Most">Largest value that an entry may have, by its bits.</param>
internal sealed record ValueLut(int First, ushort[] Entries, int Most)
{
    public double At(double value) => Entries[(int)Math.Clamp(Math.Round(value) - First, 0, Entries.Length - 1)];

    /// <summary>0 … 1.</summary>
    public double Share(double value) => Math.Min(1, At(value) / Most);
}
