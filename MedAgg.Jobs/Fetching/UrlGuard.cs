using System.Net;
using MedAgg.Domain.Refusals;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Fetching;

/// <summary>
/// Says of an address whether it may be fetched. Every outgoing request is judged twice: as text before anything is asked, and by the addresses
/// that its name leads to in the moment of the connection, because an answer of the name service may change in between.
/// </summary>
public sealed class UrlGuard
{
    private readonly IHostResolver _resolver;
    private readonly PrivateHosts _privateHosts;
    private readonly HashSet<int> _ports;
    private readonly HashSet<string> _ownHosts;

    public UrlGuard(IHostResolver resolver, IOptions<FetchOptions> options)
    {
        _resolver = resolver;
        _privateHosts = new(options.Value.AllowedPrivateHosts);
        _ports = [.. options.Value.AllowedPorts];
        _ownHosts = new(options.Value.OwnHosts, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Judges an address as a first request: its form, its scheme, port and name, and every address it resolves to. Nothing is connected.</summary>
    public async Task<UrlJudgement> JudgeAsync(string url, CancellationToken cancellationToken)
    {
        if (UrlText.Read(url, out Refusal? refusal) is not { } read)
            return UrlJudgement.Refuse(refusal!.Code, refusal.Message);
        UrlJudgement host = await JudgeHostAsync(read.Host, read.Port, read.Literal, cancellationToken);
        return host.Allowed ? host with { Url = read.Url } : host;
    }

    /// <summary>Judges host and port of a connection that is about to be made.</summary>
    /// <returns>The addresses that may be connected, all of them judged.</returns>
    internal Task<UrlJudgement> JudgeConnectionAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        string host = target.Host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        return JudgeHostAsync(host, target.Port, IPAddress.TryParse(host, out IPAddress? literal) ? literal : null, cancellationToken);
    }

    private async Task<UrlJudgement> JudgeHostAsync(string host, int port, IPAddress? literal, CancellationToken cancellationToken)
    {
        bool isOrdinaryPort = _ports.Contains(port);
        bool isListed = _privateHosts.Names(host, port, isOrdinaryPort);
        if (_ownHosts.Contains(host))
            return UrlJudgement.Refuse(UrlCodes.OwnHost, $"{host} is this product itself.");
        if (!isOrdinaryPort && !isListed)
            return UrlJudgement.Refuse(UrlCodes.PortNotAllowed, $"Port {port} of {host} is not fetched from; allowed are {string.Join(", ", _ports.Order())}.");
        if (literal is null && (SpecialNames.IsMetadata(host) || (SpecialNames.IsPrivate(host) && !isListed)))
            return NotPublic(host);

        IReadOnlyList<IPAddress> addresses = literal is not null ? [literal] : await _resolver.ResolveAsync(host, cancellationToken);
        if (addresses.Count == 0)
            return UrlJudgement.Refuse(UrlCodes.NameNotFound, $"The name {host} leads to no address.");
        bool usesList = false;
        foreach (IPAddress address in addresses)
        {
            if (AddressRules.IsPublic(address))
                continue;
            usesList = true;
            if (!AddressRules.MayBeAllowed(address) || !(isListed || _privateHosts.Holds(address)))
                return NotPublic(host);
        }

        return usesList
            ? new(true, UrlCodes.AllowList, $"{host} is private and on the administrators' list.", null, addresses)
            : new(true, UrlCodes.Public, $"{host} is public.", null, addresses);
    }

    private static UrlJudgement NotPublic(string host) =>
        UrlJudgement.Refuse(UrlCodes.AddressNotPublic, $"{host} is not on the public internet; an administrator can allow private hosts one by one.");
}
