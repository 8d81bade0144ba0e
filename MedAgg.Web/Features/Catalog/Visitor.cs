using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.Features.Catalog;

/// <summary>
/// The browser of somebody who has no account: its searches are kept under this number until he signs in. Filled from a cookie that scripts
/// cannot read, and carried into the circuit, where there is no request to ask.
/// </summary>
public sealed class Visitor
{
    public const string Cookie = "medagg-visitor";

    /// <summary>Null for people with an account and for browsers that have not searched yet.</summary>
    [PersistentState]
    public Guid? Id { get; set; }
}
