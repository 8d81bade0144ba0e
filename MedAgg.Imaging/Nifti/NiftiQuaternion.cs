namespace MedAgg.Imaging.Nifti;

/// <summary>The rotation of an affine as the unit quaternion of nifti1.h (method 2).</summary>
internal static class NiftiQuaternion
{
    /// <summary>b, c, d; a is the rest to one and not negative.</summary>
    /// <param name="affine">Three rows of four; its columns are at right angles.</param>
    /// <param name="qfac">−1 when the axes are left-handed: the third is then turned round.</param>
    public static double[] Of(double[] affine, out double qfac)
    {
        double[] m = new double[9];
        for (int column = 0; column < 3; column++)
        {
            double length = Math.Sqrt((affine[column] * affine[column]) + (affine[4 + column] * affine[4 + column]) + (affine[8 + column] * affine[8 + column]));
            for (int row = 0; row < 3; row++)
                m[(row * 3) + column] = affine[(row * 4) + column] / length;
        }
        double determinant = (m[0] * ((m[4] * m[8]) - (m[5] * m[7]))) - (m[1] * ((m[3] * m[8]) - (m[5] * m[6]))) + (m[2] * ((m[3] * m[7]) - (m[4] * m[6])));
        qfac = determinant < 0 ? -1 : 1;
        for (int row = 0; row < 3; row++)
            m[(row * 3) + 2] *= qfac;
        // The largest of the four is taken from the diagonal, the others from what lies beside it: no division by almost nothing.
        double[] squares = [1 + m[0] + m[4] + m[8], 1 + m[0] - m[4] - m[8], 1 - m[0] + m[4] - m[8], 1 - m[0] - m[4] + m[8]];
        int most = Array.IndexOf(squares, squares.Max());
        double big = Math.Sqrt(squares[most]) / 2;
        double[] q = most switch
        {
            0 => [big, (m[7] - m[5]) / (4 * big), (m[2] - m[6]) / (4 * big), (m[3] - m[1]) / (4 * big)],
            1 => [(m[7] - m[5]) / (4 * big), big, (m[1] + m[3]) / (4 * big), (m[2] + m[6]) / (4 * big)],
            2 => [(m[2] - m[6]) / (4 * big), (m[1] + m[3]) / (4 * big), big, (m[5] + m[7]) / (4 * big)],
            _ => [(m[3] - m[1]) / (4 * big), (m[2] + m[6]) / (4 * big), (m[5] + m[7]) / (4 * big), big],
        };
        double sign = q[0] < 0 ? -1 : 1;
        return [sign * q[1], sign * q[2], sign * q[3]];
    }
}
