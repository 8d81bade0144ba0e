using System.Net;

namespace MedAgg.Jobs.Fetching;

/// <summary>Turns a name into addresses: the system's resolver, or the answers of a test row.</summary>
public interface IHostResolver
{
    /// <summary>All addresses of the name, IPv4 and IPv6; empty when there are none.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
