using System.Globalization;
using System.Net;

namespace MedAgg.Jobs.Fetching;

/// <summary>The administrators' list of private hosts, compared exactly and never by suffix.</summary>
internal sealed class PrivateHosts
{
    private readonly List<(string Host, int? Port)> _hosts = [];
    private readonly List<IPNetwork> _networks = [];

    public PrivateHosts(IEnumerable<string> entries)
    {
        foreach (string entry in entries.Select(entry => entry.Trim().ToLowerInvariant()).Where(entry => entry.Length > 0))
        {
            if (entry.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(entry, out IPNetwork network))
                _networks.Add(network);
            else
                _hosts.Add(Split(entry));
        }
    }

    /// <summary>Whether the host as it stands in the address is on the list, and for that port.</summary>
    public bool Names(string host, int port, bool isOrdinaryPort) =>
        _hosts.Exists(entry => entry.Host == host && (entry.Port is { } only ? only == port : isOrdinaryPort));

    /// <summary>Whether a network of the list holds the address.</summary>
    public bool Holds(IPAddress address) => _networks.Exists(network => network.Contains(address));

    private static (string Host, int? Port) Split(string entry)
    {
        int end = entry.StartsWith('[') ? entry.IndexOf(']', StringComparison.Ordinal) : -1;
        int colon = entry.IndexOf(':', end + 1);
        bool hasPort = colon > 0 && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        string host = hasPort ? entry[..colon] : entry;
        return (host.Trim('[', ']').TrimEnd('.'), hasPort ? int.Parse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture) : null);
    }
}
