using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Storage;

/// <summary>The store of the blobs does not answer, or refuses to work. Not a fault of any file: whoever meets it stops, and begins again later.</summary>
public sealed class StoreAwayException(string cause, Exception inner) : IOException($"The store of the files is not to be had at present ({cause}).", inner)
{
    /// <summary>For the boundary that shows it.</summary>
    public Refusal Refusal => new("STORE_UNAVAILABLE", $"The store of the files is not to be had at present ({cause}); nothing is lost, start it again when the store is back.");
}
