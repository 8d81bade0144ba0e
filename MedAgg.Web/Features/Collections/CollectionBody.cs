using System.Text.Json;

namespace MedAgg.Web.Features.Collections;

/// <summary>What <c>POST /api/collections</c> takes.</summary>
public sealed record CollectionBody
{
    /// <summary>The recipe as a file would hold it: <c>{"name": …, "sources": [{"dataset": …, "filter": {…}, "limit": …}]}</c>.</summary>
    public required JsonElement Recipe { get; init; }

    public long? TeamId { get; init; }

    /// <summary>Needed where any source is not free.</summary>
    public bool AcceptsLicences { get; init; }
}
