using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Nifti;

/// <summary>A NIfTI data type code: the numpy type of one sample, and samples of one voxel.</summary>
internal readonly record struct NiftiType(PixelType Type, int Samples)
{
    public int Bits => Type.SizeBytes() * 8 * Samples;

    public static NiftiType? Of(int code) => code switch
    {
        2 => new(PixelType.U8, 1),
        4 => new(PixelType.I16, 1),
        8 => new(PixelType.I32, 1),
        16 => new(PixelType.F32, 1),
        32 => new(PixelType.C64, 1),
        64 => new(PixelType.F64, 1),
        128 => new(PixelType.U8, 3),
        256 => new(PixelType.I8, 1),
        512 => new(PixelType.U16, 1),
        768 => new(PixelType.U32, 1),
        1024 => new(PixelType.I64, 1),
        1280 => new(PixelType.U64, 1),
        1792 => new(PixelType.C128, 1),
        2304 => new(PixelType.U8, 4),
        _ => null,
    };
}
