using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using MedAgg.Testing;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Flow.Tests;

/// <summary>Sources that fail, lie and never end, through the command line: the right bytes or one clear sentence, and never two versions in one file.</summary>
[Collection(ProductCollection.Name)]
public sealed class HostileSourceTests(Product product, ITestOutputHelper output)
{
    // What arrives whole from the shared source is noise, which is told only when all of it is there and inspected.
    private const string Whole = "NOTHING_READABLE";
    private const int AtOnce = 3;

    private static readonly (string Path, string Code, int? BytesPerAnswer)[] Cases =
    [
        ("norange/3000000", Whole, null),
        ("nolength/3000000", Whole, null),
        ("abort/20000000/6000000", Whole, 6_000_000),
        ("abort-once/9000000/4000000", Whole, null),
        ("change/4000000", Whole, null),
        ("badrange/4000000", Whole, null),
        ("flaky/2/1000000", Whole, null),
        ("redirects/4", Whole, null),
        ("short/2000000", "DOWNLOAD_TRUNCATED", null),
        ("chunked-bad", "DOWNLOAD_TRUNCATED", null),
        ("endless", "DOWNLOAD_TOO_LARGE", null),
        ("drip", "DOWNLOAD_TOO_SLOW", null),
        ("stall/100000", "DOWNLOAD_TOO_SLOW", null),
        ("slowheader", "SOURCE_UNAVAILABLE", null),
        ("bigheader", "SOURCE_BAD_ANSWER", null),
        ("status/404", "SOURCE_NOT_FOUND", null),
        ("status/403", "SOURCE_FORBIDDEN", null),
        ("status/429", "SOURCE_RATE_LIMITED", null),
        ("status/503", "SOURCE_UNAVAILABLE", null),
        ("login", "SOURCE_NOT_DATA", null),
        ("brotli", "SOURCE_BAD_ANSWER", null),
        ("redirect?to=http://10.0.0.1/", "ADDRESS_NOT_PUBLIC", null),
        ("redirect?to=http://127.0.0.1:5432/", "PORT_NOT_ALLOWED", null),
        ("redirect?to=file:///etc/passwd", "SCHEME_NOT_ALLOWED", null),
        ("redirect-loop", "TOO_MANY_REDIRECTS", null),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_shared_faulty_source_is_answered_with_codes_and_resumed_by_ranges()
    {
        await using HostileServer? server = await HostileServer.StartAsync(product.HostilePort, Token);
        Assert.SkipWhen(server is null, "The faulty source, or python3, is not on this machine.");
        ConcurrentBag<string> wrong = [];

        await Parallel.ForEachAsync(Cases, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token }, async (hostile, token) =>
        {
            CommandResult result = await product.RunAsync("ingest", server!.Url(hostile.Path), "--name", hostile.Path, "--wait");
            string sentence = result.Error.TrimEnd().Split('\n')[^1];
            HostileRequest[] asked = [.. (await server.LogAsync(token)).Where(request => request.Path == "/" + hostile.Path)];
            output.WriteLine($"{hostile.Path}: {sentence}; asked {string.Join(", ", asked.Select(request => request.Range is null ? "whole" : $"{request.Range} of {request.IfRange}"))}");
            if (result.ExitCode != 1 || !sentence.StartsWith(hostile.Code + ": ", StringComparison.Ordinal))
                wrong.Add($"{hostile.Path}: {hostile.Code} expected: {sentence}");
            if (asked.Any(request => request.Range is not null && request.IfRange is null))
                wrong.Add($"{hostile.Path}: went on without naming the version");
            if (hostile.BytesPerAnswer is { } bytes && !asked.Where(request => request.Range is not null).Select(request => request.Range).SequenceEqual(Enumerable.Range(1, asked.Length - 2).Select(i => FormattableString.Invariant($"bytes={i * bytes}-"))))
                wrong.Add($"{hostile.Path}: did not go on where it was cut");
        });

        Assert.Empty(wrong);
        Assert.True(await product.IsHealthyAsync());
        Assert.Equal(0, (await product.RunAsync("audit")).ExitCode);
    }

    [Theory]
    [InlineData("cut", null)]
    [InlineData("changed", null)]
    [InlineData("spliced", "DOWNLOAD_MISMATCH")]
    public async Task A_dataset_from_a_failing_source_is_the_whole_of_one_version(string how, string? code)
    {
        byte[] old = Archive(1);
        byte[] now = how == "cut" ? old : Archive(2);
        int answers = 0;
        string url = product.Source.Offer($"{how}.zip", context => SendAsync(context, Interlocked.Increment(ref answers) <= 2 ? old : now, how, cutAfter: (old.Length / 3) + 1));

        CommandResult result = await product.RunAsync("ingest", url, "--name", $"failing {how}", "--wait", "--json");

        if (code is not null)
        {
            Assert.StartsWith(code + ": ", result.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
            return;
        }

        Assert.True(result.ExitCode == 0, result.Error + product.Logs());
        string expected = Convert.ToHexStringLower(SHA256.HashData(now));
        Assert.True(File.Exists(Path.Combine(product.Data, "blobs", expected[..2], expected[2..4], expected)), "The stored archive is not the one that was offered.");
        Assert.True(answers > 2);
    }

    /// <summary>Sends a part of what was asked for and hangs up. A splicing source claims that the new version is the old one.</summary>
    private static async Task SendAsync(HttpContext context, byte[] bytes, string how, int cutAfter)
    {
        string tag = how == "spliced" ? "\"same\"" : $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..8]}\"";
        string? range = context.Request.Headers.Range.FirstOrDefault();
        int from = range is not null && context.Request.Headers.IfRange == tag ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        if (from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        context.Response.Headers.ETag = tag;
        if (how == "spliced")
            context.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:";
        context.Response.ContentType = "application/zip";
        context.Response.ContentLength = bytes.Length - from;
        await context.Response.Body.WriteAsync(bytes.AsMemory(from, Math.Min(cutAfter, bytes.Length - from)), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (cutAfter < bytes.Length - from)
            context.Abort();
    }

    /// <summary>Long enough to be cut; versions have one length.</summary>
    private static byte[] Archive(byte version)
    {
        byte[] noise = new byte[900_000];
        new Random(version).NextBytes(noise);
        return Hostile.Zip(("a.png", Hostile.Png(16, 16, version)), ("notes.txt", "kept"u8.ToArray()), ("noise.bin", noise));
    }
}
