using MedAgg.Imaging.Facts;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The <c>nifti</c> part of a line.</summary>
internal sealed record InspectNifti
{
    public required IReadOnlyList<long> Dim { get; init; }

    public required IReadOnlyList<double> Pixdim { get; init; }

    public int Datatype { get; init; }

    public int QformCode { get; init; }

    public int SformCode { get; init; }

    /// <summary>Three rows of four numbers, RAS+ millimetres.</summary>
    public required IReadOnlyList<double[]> Affine { get; init; }

    public static InspectNifti Of(NiftiFacts nifti) => new()
    {
        Dim = nifti.Dim,
        Pixdim = nifti.PixDim,
        Datatype = nifti.DataType,
        QformCode = nifti.QformCode,
        SformCode = nifti.SformCode,
        Affine = [.. nifti.Affine.Chunk(4), [0, 0, 0, 1]],
    };
}
