namespace MedAgg.Jobs.Archives;

/// <summary>How the inflating of a whole entry ended.</summary>
internal enum InflateEnd
{
    /// <summary>The last block ended.</summary>
    Whole,

    /// <summary>The bytes are no deflate stream, or are cut.</summary>
    Damaged,

    /// <summary>There would be more than the room that was given.</summary>
    TooLong,
}
