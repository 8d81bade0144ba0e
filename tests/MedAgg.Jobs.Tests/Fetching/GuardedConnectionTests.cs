using System.Globalization;
using System.Net;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>
/// The shared matrix end to end, through the real client, with every connection recorded and answered as its row says. Rows with several requests
/// are asked over plain connections, because there is no server here that a certificate could be for.
/// </summary>
public sealed class GuardedConnectionTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_to_refuse_connect_nowhere_and_rows_to_allow_connect_where_they_say()
    {
        string[] lines = await File.ReadAllLinesAsync(SharedData.Require("hostile/ssrf-matrix.jsonl"), Token);
        List<string> wrong = [];
        int refused = 0;
        int allowed = 0;
        int connections = 0;
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            bool isAllowed = line.Contains("\"expected\": \"allow\"", StringComparison.Ordinal);
            bool isDowngrade = line.Contains("\"reason\": \"DOWNGRADE\"", StringComparison.Ordinal);
            GuardRow row = GuardRow.Read(line);
            bool hasHops = row.Redirects.Count > 0 || row.Html is not null || row.Phase is not null;
            if (hasHops && !isDowngrade)
                row = row with { Url = Plain(row.Url), Redirects = [.. row.Redirects.Select(Plain)] };
            if (isDowngrade)
            {
                refused++; // a certificate would be needed: the rehearsal judges this row
                continue;
            }

            (bool came, List<IPAddress> dialled) = await FetchAsync(row);
            connections += dialled.Count;
            if (isAllowed ? came : !came && dialled.TrueForAll(address => AddressRules.IsPublic(address) || IsListed(row, address)) && (hasHops || dialled.Count == 0))
                _ = isAllowed ? allowed++ : refused++;
            else
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{row.Id} {row.Url}: came {came}, connected {string.Join(' ', dialled)}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{refused} refused, {allowed} allowed, {connections} connections"));
        Assert.Empty(wrong);
        Assert.True(refused > 200 && allowed > 30);
    }

    private static bool IsListed(GuardRow row, IPAddress address) => row.AllowList?.Split(',').Any(host => host.Split(':')[0] == address.ToString()) ?? false;

    private static string Plain(string url) => url.Replace("https://", "http://", StringComparison.Ordinal);

    private static async Task<(bool Came, List<IPAddress> Dialled)> FetchAsync(GuardRow row)
    {
        FetchOptions options = new() { AllowedPrivateHosts = row.AllowList?.Split(',') ?? [], OwnHosts = ["medagg.example"] };
        List<IPAddress> dialled = [];
        Queue<string> redirects = new(row.Redirects);
        ValueTask<Stream> Dial(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
        {
            dialled.Add(addresses[0]);
            return ValueTask.FromResult<Stream>(new ScriptedConnection(() => redirects.TryDequeue(out string? location)
                ? $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {row.Html?.Length ?? 4}\r\nConnection: close\r\n\r\n{row.Html ?? "data"}"));
        }

        using SafeHttp http = new(new(new RowResolver(row), Options.Create(options)), Options.Create(options), TimeProvider.System, NullLogger<SafeHttp>.Instance, Dial);
        bool came = await AskAsync(http, row.Url, dialled);
        if (came && row.Phase is not null)
            came = await AskAsync(http, row.Url, dialled);
        foreach (string link in row.Html is { } html && came ? Links(html) : [])
            came &= await AskAsync(http, Redirects.Target(new("http://127.0.0.1/"), link), dialled);
        return (came, dialled);
    }

    // Over TLS the scripted server cannot answer: that it was connected is what counts then.
    private static async Task<bool> AskAsync(SafeHttp http, string url, List<IPAddress> dialled)
    {
        int before = dialled.Count;
        using FetchAnswer answer = await http.SendAsync(new(url), Token);
        return answer.Refusal is null || (url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && dialled.Count > before);
    }

    private static IEnumerable<string> Links(string html) =>
        html.Split("url=").Skip(1).Select(part => part[..part.IndexOf('\'', StringComparison.Ordinal)])
            .Concat(html.Split("a href='").Skip(1).Select(part => part[..part.IndexOf('\'', StringComparison.Ordinal)]));
}
