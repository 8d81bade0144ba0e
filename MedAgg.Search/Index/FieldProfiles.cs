namespace MedAgg.Search.Index;

/// <summary>
/// How often a term stands in each field of a record, as one byte: the few hundred combinations that occur are numbered as they are met.
/// A combination that finds no room takes the nearest one that is there. Append-only, one writer, any number of readers.
/// </summary>
public sealed class FieldProfiles
{
    /// <summary>Combinations that a byte can tell apart.</summary>
    public const int Capacity = 256;

    private readonly int[] _counts = new int[Capacity * FieldCounts.Fields];
    private readonly Dictionary<FieldCounts, byte> _numbers = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Occurrences in one field of a combination.</summary>
    public int Occurrences(int profile, int field) => _counts[(profile * FieldCounts.Fields) + field];

    /// <summary>The number of a combination. Writer only.</summary>
    public byte NumberOf(FieldCounts counts)
    {
        if (_numbers.TryGetValue(counts, out byte number)) return number;
        if (_count == Capacity) return Nearest(counts);
        for (int field = 0; field < FieldCounts.Fields; field++) _counts[(_count * FieldCounts.Fields) + field] = counts[field];
        number = (byte)_count;
        _numbers.Add(counts, number);
        Volatile.Write(ref _count, _count + 1);
        return number;
    }

    private byte Nearest(FieldCounts counts)
    {
        int best = 0;
        double least = double.MaxValue;
        for (int profile = 0; profile < Capacity; profile++)
        {
            double distance = 0;
            for (int field = 0; field < FieldCounts.Fields; field++)
            {
                int there = Occurrences(profile, field);
                // A field that the term is not in must stay so: reasons are read from the profile.
                if (there == 0 != (counts[field] == 0)) distance += 1000;
                distance += Math.Abs(Math.Log2(1 + there) - Math.Log2(1 + counts[field]));
            }

            if (distance >= least) continue;
            least = distance;
            best = profile;
        }

        return (byte)best;
    }
}
