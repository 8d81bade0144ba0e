namespace MedAgg.Search.Index;

/// <summary>What a group of alternative terms does to a record.</summary>
public enum GroupRole
{
    /// <summary>Raises the score of records that have one of the terms.</summary>
    Optional,

    /// <summary>As <see cref="Optional"/>, and records without any of the terms do not match.</summary>
    Required,

    /// <summary>Records with one of the terms do not match.</summary>
    Excluded,
}

/// <summary>Alternative terms, numbered by the vocabulary of the snapshot that is asked.</summary>
/// <param name="Terms">Numbers; an empty required group matches nothing.</param>
/// <param name="Role">What it does.</param>
/// <param name="Weight">Factor of its score.</param>
/// <param name="MayLack">For a required group: whether it is one of those of which <see cref="IndexQuery.MayLack"/> may be missing.</param>
public sealed record TermGroup(IReadOnlyList<int> Terms, GroupRole Role, float Weight = 1, bool MayLack = false);
