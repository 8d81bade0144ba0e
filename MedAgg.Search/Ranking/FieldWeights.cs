using System.Runtime.Intrinsics;

namespace MedAgg.Search.Ranking;

/// <summary>One number for each of the four fields.</summary>
public readonly record struct FieldWeights(float First, float Second, float Third, float Fourth)
{
    internal Vector128<float> Vector => Vector128.Create(First, Second, Third, Fourth);

    public float this[int field] => Vector[field];
}
