namespace MedAgg.Learning.Numerics;

/// <summary>Solves symmetric positive definite systems in place, in a fixed order of operations.</summary>
internal static class Cholesky
{
    /// <summary>Solves A x = b. A is row-major n × n, its lower half is read and overwritten. Returns false when A is not positive definite.</summary>
    public static bool TrySolve(double[] a, double[] b, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double diagonal = a[j * n + j];
            for (int k = 0; k < j; k++)
                diagonal -= a[j * n + k] * a[j * n + k];
            if (!(diagonal > 0) || double.IsInfinity(diagonal))
                return false;
            double root = Math.Sqrt(diagonal);
            a[j * n + j] = root;
            for (int i = j + 1; i < n; i++)
            {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++)
                    sum -= a[i * n + k] * a[j * n + k];
                a[i * n + j] = sum / root;
            }
        }
        for (int i = 0; i < n; i++)
        {
            double sum = b[i];
            for (int k = 0; k < i; k++)
                sum -= a[i * n + k] * b[k];
            b[i] = sum / a[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = b[i];
            for (int k = i + 1; k < n; k++)
                sum -= a[k * n + i] * b[k];
            b[i] = sum / a[i * n + i];
        }
        return true;
    }
}
