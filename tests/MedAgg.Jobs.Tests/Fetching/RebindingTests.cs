using System.Net;
using MedAgg.Jobs.Fetching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>
/// A name service of the attacker's answers each question anew, now with a public address, now with one inside: between the judgement and the connection,
/// in one answer together, and behind a redirect.
/// </summary>
public sealed class RebindingTests(ITestOutputHelper output)
{
    private const int Races = 1000;
    private const int AtOnce = 8;

    private static readonly string[] Public = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"];
    private static readonly string[] Inside = ["127.0.0.1", "10.0.0.5", "169.254.169.254", "192.168.1.1", "::1", "::ffff:10.0.0.5", "fd12::1", "64:ff9b::a9fe:a9fe"];

    public static TheoryData<string> Urls => ["http://data.example/a.zip", "http://turn.example/to-data"];

    [Theory]
    [MemberData(nameof(Urls))]
    public async Task A_name_that_changes_its_address_never_leads_inside(string url)
    {
        FickleResolver resolver = new(Random.Shared.Next());
        Dialled dialled = new();
        IOptions<FetchOptions> options = Options.Create(new FetchOptions { MaxQuestionsPerHost = AtOnce });
        using SafeHttp http = new(new(resolver, options), options, TimeProvider.System, NullLogger<SafeHttp>.Instance, dialled.DialAsync);
        int refused = 0;
        int came = 0;

        await Parallel.ForAsync(0, Races, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (_, token) =>
        {
            using FetchAnswer answer = await http.SendAsync(new(url), token);
            Interlocked.Increment(ref answer.Refusal is null ? ref came : ref refused);
        });

        output.WriteLine($"{Races} races for {url} (seed {resolver.Seed}): {resolver.PrivateAnswers} answers led inside; {dialled.Public} public connects, {dialled.Private} private connects; {came} came, {refused} refused");
        Assert.Equal(0, dialled.Private);
        Assert.Equal(Races, came + refused);
        Assert.True(came > 0 && refused > 0 && resolver.PrivateAnswers > Races / 4, "the races were none");
    }

    /// <summary>Answers by chance: a public address, one inside, or both.</summary>
    private sealed class FickleResolver(int seed) : IHostResolver
    {
        private readonly Random _random = new(seed);
        private readonly Lock _lock = new();

        public int Seed => seed;

        public int PrivateAnswers { get; private set; }

        public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                List<string> answer = _random.Next(5) switch
                {
                    < 3 => [Any(Public)],
                    3 => [Any(Inside)],
                    _ => [Any(Public), Any(Inside)],
                };
                PrivateAnswers += answer.Any(Inside.Contains) ? 1 : 0;
                return Task.FromResult<IReadOnlyList<IPAddress>>([.. answer.Select(IPAddress.Parse)]);
            }
        }

        private string Any(string[] addresses) => addresses[_random.Next(addresses.Length)];
    }

    /// <summary>Counts connections; each is answered once, so that the next request makes its own.</summary>
    private sealed class Dialled
    {
        private int _public;
        private int _private;

        public int Public => _public;

        public int Private => _private;

        public ValueTask<Stream> DialAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
        {
            foreach (IPAddress address in addresses)
                Interlocked.Increment(ref AddressRules.IsPublic(address) && !Inside.Contains(address.ToString()) ? ref _public : ref _private);
            bool isRedirect = Random.Shared.Next(2) == 0;
            return ValueTask.FromResult<Stream>(new ScriptedConnection(() => isRedirect
                ? "HTTP/1.1 302 Found\r\nLocation: http://data.example/a.zip\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndata"));
        }
    }
}
