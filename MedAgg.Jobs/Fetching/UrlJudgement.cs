using System.Net;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>What the guard says about an address.</summary>
/// <param name="Allowed">Whether it may be fetched.</param>
/// <param name="Code"><c>PUBLIC</c> or <c>ALLOWLIST</c> when allowed; otherwise the code of the refusal, see <see cref="UrlCodes"/>.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Url">The address as it will be asked; null when it is none.</param>
/// <param name="Addresses">Where the name leads now, every one judged. A connection asks again.</param>
public sealed record UrlJudgement(bool Allowed, string Code, string Message, Uri? Url, IReadOnlyList<IPAddress> Addresses)
{
    /// <summary>The refusal; null when allowed.</summary>
    public Refusal? Refusal => Allowed ? null : new(Code, Message);

    internal static UrlJudgement Refuse(string code, string message) => new(false, code, message, null, []);
}
