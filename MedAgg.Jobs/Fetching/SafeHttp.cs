using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using MedAgg.Domain.Refusals;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Fetching;

/// <summary>
/// The only HTTP client of the product. Every hop is judged as text, and the address that is really connected is judged in the moment of the
/// connection. No cookies, no proxy of the environment, no unpacking, and credentials only to the origin they are for.
/// </summary>
public sealed class SafeHttp : IDisposable
{
    private readonly UrlGuard _guard;
    private readonly FetchOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<SafeHttp> _logger;
    private readonly HostManners _manners;
    private readonly Dial _dial;
    private readonly HttpClient _client;

    public SafeHttp(UrlGuard guard, IOptions<FetchOptions> options, TimeProvider clock, ILogger<SafeHttp> logger)
        : this(guard, options, clock, logger, DialAsync)
    {
    }

    /// <param name="dial">Makes the connection; tests record it.</param>
    internal SafeHttp(UrlGuard guard, IOptions<FetchOptions> options, TimeProvider clock, ILogger<SafeHttp> logger, Dial dial)
    {
        _guard = guard;
        _options = options.Value;
        _clock = clock;
        _logger = logger;
        _manners = new(_options, clock);
        _dial = dial;
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = _options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = _options.MaxHeaderKibibytes,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8, // names in Content-Disposition come as raw UTF-8
        };
#pragma warning disable RS0030 // this is the one place
        _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore RS0030
    }

    /// <summary>Opens a stream to one of the judged addresses.</summary>
    internal delegate ValueTask<Stream> Dial(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken);

    /// <summary>
    /// Asks, follows judged redirects, and returns the head of the answer with the body unread. The answer holds one of the places of its host until it is
    /// disposed: nothing else may be asked of the same host meanwhile.
    /// </summary>
    public async Task<FetchAnswer> SendAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        UrlJudgement hop = await _guard.JudgeAsync(request.Url, cancellationToken);
        for (int redirects = 0; ; redirects++)
        {
            if (!hop.Allowed)
                return new(hop.Refusal!);
            if (hop.Code == UrlCodes.AllowList)
                Log.PrivateHostUsed(_logger, hop.Url!.IdnHost, hop.Url.Port);

            (IDisposable? place, Refusal? resting) = await _manners.EnterAsync(hop.Url!, request.IsTransfer, AskerOf(request, hop.Url!), cancellationToken);
            if (place is null)
                return new(resting!);
            (HttpResponseMessage? response, Refusal? refusal) = await AskInPlaceAsync(request, hop.Url!, place, cancellationToken);
            if (response is null)
                return new(refusal!);
            if (!Redirects.Is((int)response.StatusCode) || LocationOf(response) is not { } location)
                return new(response, hop.Url!, place) { IsShownCredentials = request.Credentials?.AreFor(hop.Url!) ?? false };

            // As browsers and RFC 9110 have it: only 307 and 308 keep a method that carries a body.
            if ((int)response.StatusCode is not (307 or 308) && request.Body is not null)
                request = request with { Method = HttpMethod.Get, Body = null };
            response.Dispose();
            place.Dispose();
            if (redirects == _options.MaxRedirects)
                return new(new Refusal(UrlCodes.TooManyRedirects, TooManyRedirects(hop.Url!.IdnHost, _options.MaxRedirects)));
            UrlJudgement next = await _guard.JudgeAsync(Redirects.Target(hop.Url!, location), cancellationToken);
            if (next.Allowed && Redirects.IsDowngrade(hop.Url!, next.Url!))
                return new(new Refusal(UrlCodes.Downgrade, Downgrade(hop.Url!.IdnHost)));
            hop = next;
        }
    }

    public void Dispose() => _client.Dispose();

    internal static string TooManyRedirects(string host, int limit) => $"{host} redirects more than {limit} times.";

    internal static string Downgrade(string host) => $"{host} redirects from https to http, where anybody on the way could change the file.";

    private static async ValueTask<Stream> DialAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (IPAddress address in addresses)
        {
            Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    // As sent: read through Uri, "/\\host/" would become a path of the same host, and other readers take it for another host.
    private static string? LocationOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out HeaderStringValues values) ? values.FirstOrDefault() : null;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        UrlJudgement judgement = await _guard.JudgeConnectionAsync(context.DnsEndPoint, cancellationToken);
        if (judgement.Refusal is { } refusal)
        {
            Log.RequestRefused(_logger, context.DnsEndPoint.Host, context.DnsEndPoint.Port, refusal.Code);
            throw new RefusedException(refusal);
        }

        return await _dial(judgement.Addresses, context.DnsEndPoint.Port, cancellationToken);
    }

    /// <summary>Gives the place back when there is no answer, and remembers when the host wants to be asked again.</summary>
    private async Task<(HttpResponseMessage? Response, Refusal? Refusal)> AskInPlaceAsync(FetchRequest request, Uri url, IDisposable place, CancellationToken cancellationToken)
    {
        bool isAnswered = false;
        try
        {
            (HttpResponseMessage? response, Refusal? refusal) = await AskAsync(request, url, cancellationToken);
            isAnswered = response is not null;
            if (response is not null && (RateLimits.IsLimit(response) || response.StatusCode == HttpStatusCode.ServiceUnavailable) && RateLimits.Wait(response, _clock.GetUtcNow()) is { } rest)
                _manners.Rest(url, AskerOf(request, url), rest);
            return (response, refusal);
        }
        finally
        {
            if (!isAnswered)
                place.Dispose();
        }
    }

    private async Task<(HttpResponseMessage? Response, Refusal? Refusal)> AskAsync(FetchRequest request, Uri url, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = MessageFor(request, url);
        using CancellationTokenSource headTime = new(_options.HeaderTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, headTime.Token);
        try
        {
            return (await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new(SourceCodes.Unavailable, $"{url.IdnHost} did not answer within {_options.HeaderTimeout.TotalSeconds:0} s."));
        }
        catch (HttpRequestException exception) when (exception.InnerException is RefusedException refused)
        {
            return (null, refused.Refusal);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded)
        {
            return (null, new(SourceCodes.BadAnswer, $"{url.IdnHost} answered something that is not HTTP, or with a head of more than {_options.MaxHeaderKibibytes} KiB."));
        }
        catch (HttpRequestException exception)
        {
            return (null, new(SourceCodes.Unavailable, $"{url.IdnHost} could not be reached: {Cause(exception)}."));
        }
    }

    private HttpRequestMessage MessageFor(FetchRequest request, Uri url)
    {
        HttpRequestMessage message = new(request.Method, url);
        message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        foreach ((string name, string value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        if (request.From > 0)
            message.Headers.Range = new(request.From, null);
        if (request.IfRange is { } validator)
            message.Headers.TryAddWithoutValidation("If-Range", validator);
        if (request.Body is { } body)
            message.Content = new StringContent(body.Text, Encoding.UTF8, body.MediaType);
        if (request.Credentials is { } credentials && credentials.AreFor(url))
        {
            foreach ((string name, string value) in credentials.HeadersFor(request.Method, url))
                message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static int AskerOf(FetchRequest request, Uri url) => request.Credentials is { } credentials && credentials.AreFor(url) ? credentials.Asker() : 0;

    private static string Cause(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name leads to no address",
        HttpRequestError.SecureConnectionError => "its certificate is not valid",
        HttpRequestError.ConnectionError => "the connection was refused or timed out",
        HttpRequestError.ResponseEnded => "the connection ended before the answer",
        _ => "the connection failed",
    };
}
