using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Nifti;

/// <summary>Voxel index to RAS+ millimetres: method 3 (sform), else 2 (qform), else 1 (spacing alone), as nifti1.h orders them.</summary>
internal static class NiftiAffine
{
    /// <param name="facts">The header.</param>
    /// <param name="srow">srow_x, srow_y, srow_z.</param>
    /// <param name="q">quatern_b, c, d and qoffset_x, y, z.</param>
    /// <param name="origin">SPM's origin voxel of ANALYZE files, from 1; null for NIfTI.</param>
    /// <param name="warnings">Receives what was odd.</param>
    public static NiftiFacts With(NiftiFacts facts, double[] srow, double[] q, short[]? origin, WarningList warnings)
    {
        double[]? affine = null;
        if (facts.SformCode > 0)
        {
            if (Array.TrueForAll(srow, double.IsFinite))
                affine = srow;
            else
                warnings.Add(Codes.NiftiInvalidGeometry, "The sform holds a value that is no finite number; it is not used.");
        }
        if (affine is null && facts.QformCode > 0)
            affine = Quaternion(facts, q, warnings);
        affine ??= Plain(facts, origin);
        string? codes = AxisCodes(affine);
        if (codes is null)
            warnings.Add(Codes.NiftiInvalidGeometry, "The affine is singular: two voxel axes point the same way or one has no length.");
        return facts with { Affine = affine, AxisCodes = codes };
    }

    private static double[]? Quaternion(NiftiFacts facts, double[] q, WarningList warnings)
    {
        (double b, double c, double d) = (q[0], q[1], q[2]);
        double rest = 1 - ((b * b) + (c * c) + (d * d));
        if (!Array.TrueForAll(q, double.IsFinite) || rest < -1e-5)
        {
            warnings.Add(Codes.NiftiInvalidGeometry, "The quaternion of the qform has no unit length; the qform is not used.");
            return null;
        }
        double a = Math.Sqrt(Math.Max(0, rest));
        if (rest < 1e-7)
        {
            double scale = 1 / Math.Sqrt((b * b) + (c * c) + (d * d));
            (a, b, c, d) = (0, b * scale, c * scale, d * scale);
        }
        double x = Spacing(facts, 1);
        double y = Spacing(facts, 2);
        double z = Spacing(facts, 3) * (facts.PixDim[0] < 0 ? -1 : 1);
        return
        [
            ((a * a) + (b * b) - (c * c) - (d * d)) * x, 2 * ((b * c) - (a * d)) * y, 2 * ((b * d) + (a * c)) * z, q[3],
            2 * ((b * c) + (a * d)) * x, ((a * a) + (c * c) - (b * b) - (d * d)) * y, 2 * ((c * d) - (a * b)) * z, q[4],
            2 * ((b * d) - (a * c)) * x, 2 * ((c * d) + (a * b)) * y, ((a * a) + (d * d) - (b * b) - (c * c)) * z, q[5],
        ];
    }

    /// <summary>No orientation is stored: radiological order (first axis to the left) around the volume's center, as the common readers assume.</summary>
    private static double[] Plain(NiftiFacts facts, short[]? origin)
    {
        double[] affine = new double[12];
        bool hasOrigin = origin is not null && origin.Any(o => o != 0) && Enumerable.Range(0, 3).All(i => origin[i] > -facts.Dim[i + 1] && origin[i] < 2 * facts.Dim[i + 1]);
        for (int axis = 0; axis < 3; axis++)
        {
            double step = Spacing(facts, axis + 1) * (axis == 0 ? -1 : 1);
            double center = hasOrigin ? origin![axis] - 1 : (Math.Max(1, axis < facts.Dim[0] ? facts.Dim[axis + 1] : 1) - 1) / 2.0;
            affine[(axis * 4) + axis] = step;
            affine[(axis * 4) + 3] = -step * center;
        }
        return affine;
    }

    private static double Spacing(NiftiFacts facts, int axis)
    {
        double value = Math.Abs(facts.PixDim[axis]);
        return axis <= facts.Dim[0] && double.IsFinite(value) && value > 0 ? value : 1;
    }

    /// <summary>Letters towards which the voxel axes run, closest axis first; null when singular.</summary>
    private static string? AxisCodes(double[] m)
    {
        double determinant = (m[0] * ((m[5] * m[10]) - (m[6] * m[9]))) - (m[1] * ((m[4] * m[10]) - (m[6] * m[8]))) + (m[2] * ((m[4] * m[9]) - (m[5] * m[8])));
        if (!double.IsFinite(determinant) || Math.Abs(determinant) < 1e-12)
            return null;
        char[] codes = new char[3];
        bool[] isTaken = new bool[3];
        bool[] isDone = new bool[3];
        for (int step = 0; step < 3; step++)
        {
            (int axis, int world, double most) = (-1, -1, -1);
            for (int a = 0; a < 3; a++)
            {
                double length = Math.Sqrt((m[a] * m[a]) + (m[4 + a] * m[4 + a]) + (m[8 + a] * m[8 + a]));
                for (int w = 0; w < 3; w++)
                {
                    double share = Math.Abs(m[(w * 4) + a]) / length;
                    if (!isDone[a] && !isTaken[w] && share > most)
                        (axis, world, most) = (a, w, share);
                }
            }
            codes[axis] = m[(world * 4) + axis] < 0 ? "LPI"[world] : "RAS"[world];
            isDone[axis] = isTaken[world] = true;
        }
        return new string(codes);
    }
}
