namespace MedAgg.Web.Features.Ingestion;

/// <summary>An axis of bytes: a unit and a round upper end.</summary>
/// <param name="UnitBytes">Bytes of one unit.</param>
/// <param name="Power">0 for bytes, 1 for KiB, 2 for MiB …</param>
/// <param name="Top">Upper end in units: 1, 2 or 5 times a power of ten.</param>
internal readonly record struct ChartScale(double UnitBytes, int Power, double Top)
{
    /// <summary>The scale that holds a greatest value; 1 KiB for nothing.</summary>
    public static ChartScale For(double greatest)
    {
        int power = 1;
        double unit = 1024;
        while (greatest >= unit * 1024 && power < 5)
        {
            unit *= 1024;
            power++;
        }

        double wanted = Math.Max(greatest / unit, 1);
        double ten = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        double top = new[] { 1.0, 2, 5, 10 }.First(step => step * ten >= wanted * 0.999999) * ten;
        return new(unit, power, top);
    }
}
