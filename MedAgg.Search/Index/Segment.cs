namespace MedAgg.Search.Index;

/// <summary>
/// Up to 65,536 records, immutable. Postings lie term after term: two bytes for the record, one for the field profile; positions are
/// variable-length deltas beside them. Numbers of terms are those of the index-wide lexicon.
/// </summary>
internal sealed class Segment
{
    public const int MaxRecords = 1 << 16;

    /// <summary>Positions of every sixteenth posting are addressed directly.</summary>
    internal const int PositionBlock = 16;

    /// <summary>Numbers of the terms that occur here, ascending.</summary>
    public required int[] Terms { get; init; }

    /// <summary>Where the postings of the i-th term begin; one more entry ends the last.</summary>
    public required int[] Starts { get; init; }

    public required ushort[] Records { get; init; }

    public required byte[] Profiles { get; init; }

    public required byte[] Positions { get; init; }

    /// <summary>Offset into <see cref="Positions"/> of posting 0, 16, 32 …</summary>
    public required int[] PositionStarts { get; init; }

    public required string[] Keys { get; init; }

    public required object?[] Payloads { get; init; }

    /// <summary>Words in each field of each record, four numbers a record.</summary>
    public required ushort[] Lengths { get; init; }

    public required float[] Priors { get; init; }

    public required FacetColumn[] Facets { get; init; }

    /// <summary>By measure and record; negative means not stated.</summary>
    public required long[][] Measures { get; init; }

    public int Count => Keys.Length;

    /// <summary>Bytes held, keys and payloads aside.</summary>
    public long Bytes =>
        (Terms.Length * 4L) + (Starts.Length * 4L) + (Records.Length * 2L) + Profiles.Length + Positions.Length + (PositionStarts.Length * 4L)
        + (Lengths.Length * 2L) + (Priors.Length * 4L) + Measures.Sum(m => m.Length * 8L) + Facets.Sum(f => f.Bytes);

    /// <summary>The postings of a term as a range of <see cref="Records"/>; empty when the term is not here.</summary>
    internal (int Start, int End) Postings(int term)
    {
        // Most segments hold nearly every term, so that the place is at or before the number itself.
        int high = Math.Min(Terms.Length - 1, term);
        if (high < 0) return (0, 0);
        if (Terms[high] == term) return (Starts[high], Starts[high + 1]);
        int found = Array.BinarySearch(Terms, 0, high + 1, term);
        return found < 0 ? (0, 0) : (Starts[found], Starts[found + 1]);
    }

    /// <summary>The posting of a term in a record, or -1.</summary>
    internal int Posting(int term, int record)
    {
        (int start, int end) = Postings(term);
        int found = Records.AsSpan(start, end - start).BinarySearch((ushort)record);
        return found < 0 ? -1 : start + found;
    }

    /// <summary>Numbers of the terms that a record has.</summary>
    internal List<int> TermsOf(int record)
    {
        List<int> terms = [];
        for (int i = 0; i < Terms.Length; i++)
        {
            ReadOnlySpan<ushort> records = Records.AsSpan(Starts[i], Starts[i + 1] - Starts[i]);
            if (records[0] <= record && records[^1] >= record && records.BinarySearch((ushort)record) >= 0) terms.Add(Terms[i]);
        }

        return terms;
    }

    /// <summary>Reads the positions of one posting.</summary>
    /// <param name="posting">As given by <see cref="Posting"/>.</param>
    /// <param name="into">Positions, ascending; what does not fit is left out.</param>
    /// <returns>How many were written.</returns>
    internal int ReadPositions(int posting, Span<int> into) => PositionCode.Read(Positions, PositionStart(posting), into);

    /// <summary>Where the coded positions of a posting begin.</summary>
    internal int PositionStart(int posting)
    {
        int at = PositionStarts[posting / PositionBlock];
        for (int skip = posting % PositionBlock; skip > 0; skip--) at = PositionCode.Skip(Positions, at);
        return at;
    }
}
