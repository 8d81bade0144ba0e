using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Catalog;

namespace MedAgg.Domain.Licences;

/// <summary>What may be done with a dataset and who may have it, in words that are the same for every source: SPDX for the licence, the Data Use Ontology for conditions.</summary>
public sealed record LicenceTerms
{
    /// <summary>Licence in the words of the source; null when it states none.</summary>
    public string? Stated { get; init; }

    /// <summary>Address of the licence's text; null without one.</summary>
    public string? Url { get; init; }

    /// <summary>SPDX identifiers, each once, sorted; empty when none is known.</summary>
    public IReadOnlyList<string> Spdx { get; init; } = [];

    public LicenceClass Class { get; init; }

    public DatasetAccess Access { get; init; }

    /// <summary>Conditions of use in the order of their codes.</summary>
    public IReadOnlyList<UseCondition> Conditions { get; init; } = [];

    /// <summary>Whether the files are only given to people whom the source has admitted: such data are described here and not fetched.</summary>
    public bool IsClosed => Access is DatasetAccess.Credentialed or DatasetAccess.OnRequest or DatasetAccess.Agreement or DatasetAccess.Application;

    /// <summary>Whether a person must have read and accepted the terms before anything is fetched. A source that says nothing binds to nothing that could be accepted.</summary>
    public bool NeedsAcceptance => Class is LicenceClass.NonCommercial or LicenceClass.ShareAlike or LicenceClass.Restricted || (Class is LicenceClass.Unknown && Stated is not null);

    /// <summary>
    /// SHA-256 over source and terms: as long as it is the same, what was accepted is what holds. Known licences count by their identifier, so that
    /// another spelling of the same licence asks nobody again; unknown ones count by their words.
    /// </summary>
    /// <param name="source">Provider and dataset without its version.</param>
    public string Fingerprint(string source)
    {
        string words = Spdx.Count > 0 ? string.Join('+', Spdx) : string.Join(' ', (Stated ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        string text = string.Join('\n', source, words, Class, Access, string.Join('+', Conditions), Spdx.Count > 0 ? "" : Url);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
