using MedAgg.Imaging.Bytes;

namespace MedAgg.Imaging.Dicom;

/// <summary>An indexed file and what has to be closed with it.</summary>
/// <param name="Set">The index.</param>
/// <param name="Inflated">The unpacked data set of a deflated file, owned; null otherwise.</param>
/// <param name="DataOffset">First byte of the data set in the set's window.</param>
internal sealed record DicomFile(DicomDataSet Set, InflatedByteSource? Inflated, long DataOffset) : IDisposable
{
    /// <summary>Where pixel values are read from.</summary>
    public ByteSource Source => Inflated ?? Set.Window.Source;

    public void Dispose()
    {
        Set.Dispose();
        if (Inflated is null)
            return;
        Set.Window.Dispose();
        Inflated.Dispose();
    }
}
