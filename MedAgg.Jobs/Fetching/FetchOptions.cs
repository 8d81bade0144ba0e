using System.ComponentModel.DataAnnotations;

namespace MedAgg.Jobs.Fetching;

/// <summary>What may be fetched and how patiently. Section <c>Fetching</c>.</summary>
public sealed class FetchOptions
{
    /// <summary>
    /// Hosts on private networks that administrators allow: <c>host</c>, <c>host:port</c>, <c>[v6]:port</c> or a network such as <c>10.1.2.0/24</c>,
    /// compared exactly. Default none. Addresses of cloud metadata services stay refused.
    /// </summary>
    public IReadOnlyList<string> AllowedPrivateHosts { get; set; } = [];

    /// <summary>Names under which this product itself is reached; they are never fetched. Default none.</summary>
    public IReadOnlyList<string> OwnHosts { get; set; } = [];

    /// <summary>Ports that may be asked. Default 80, 443, 8080, 8443; an allowed private host with a port adds that port for itself.</summary>
    public IReadOnlyList<int> AllowedPorts { get; set; } = [80, 443, 8080, 8443];

    /// <summary>Hops followed after the first request. Default 5.</summary>
    [Range(0, 10)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>Largest file in bytes. Default 256 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxDownloadBytes { get; set; } = 256L << 30;

    /// <summary>Largest file in bytes whose source does not tell beforehand how large it is: it may be without end. Default 16 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUnstatedBytes { get; set; } = 16L << 30;

    /// <summary>Largest response head in KiB. Default 64.</summary>
    [Range(4, 1024)]
    public int MaxHeaderKibibytes { get; set; } = 64;

    /// <summary>Time to connect. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time until the response head is there. Default 60 s.</summary>
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest silence in the middle of a file. Default 60 s.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Slowest mean rate over <see cref="RateWindow"/>, in bytes per second. Default 1024.</summary>
    [Range(0, int.MaxValue)]
    public int MinBytesPerSecond { get; set; } = 1024;

    /// <summary>Time over which the rate is judged. Default 60 s.</summary>
    public TimeSpan RateWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Tries in a row without a new byte. Default 5.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Time in all that tries in a row may take without a new byte; pauses between them do not count. Default 2 min.</summary>
    public TimeSpan MaxTimeInVain { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>First pause between two tries; it doubles. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two tries where the source names none. Default 60 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest listing, page or description in bytes. Default 64 MiB.</summary>
    [Range(64 << 10, 1 << 30)]
    public int MaxAnswerBytes { get; set; } = 64 << 20;

    /// <summary>Longest wait for a source that says when it will answer a question again; beyond it the source is refused for now. Default 2 min.</summary>
    public TimeSpan MaxRateWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest wait of a download for a source that says when it will go on; beyond it the download fails and keeps its bytes. Default 1 h.</summary>
    public TimeSpan MaxTransferWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Downloads from one host at once, over all jobs of a node. Default 4.</summary>
    [Range(1, 64)]
    public int MaxTransfersPerHost { get; set; } = 4;

    /// <summary>Questions (listings, descriptions) to one host at once, over all jobs of a node. Default 4.</summary>
    [Range(1, 64)]
    public int MaxQuestionsPerHost { get; set; } = 4;

    /// <summary>How requests name themselves; some sources refuse blank and browser-like names.</summary>
    [Required]
    public string UserAgent { get; set; } = "MedAgg/1.0 (medical imaging catalogue)";
}
