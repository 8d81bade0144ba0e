using System.Net;
using System.Net.Sockets;

namespace MedAgg.Jobs.Fetching;

/// <summary>The system's resolver.</summary>
internal sealed class DnsResolver : IHostResolver
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return []; // no such name; the guard says so
        }
    }
}
