using System.Globalization;

namespace MedAgg.Flow.Tests.Faults;

/// <summary>
/// How often something is broken, and when: a sample in every run, all of it with <c>MEDAGG_TEST_LONG=1</c>. <c>MEDAGG_FAULT_ROUNDS</c> and
/// <c>MEDAGG_FAULT_SEED</c> ask for other numbers, so that a long run can be cut in pieces and a failed round be run again.
/// </summary>
internal static class Rounds
{
    private const int DefaultSeed = 20261121;

    public static Random Random() => new(Number("MEDAGG_FAULT_SEED") ?? DefaultSeed);

    public static int Count(int sample, int whole) =>
        Number("MEDAGG_FAULT_ROUNDS") ?? (Environment.GetEnvironmentVariable("MEDAGG_TEST_LONG") == "1" ? whole : sample);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;
}
