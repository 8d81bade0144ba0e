using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Providers.S3;

/// <summary>Signs requests without a body as AWS Signature Version 4 for the service <c>s3</c>. The secret key itself is never sent.</summary>
internal sealed class S3Signature(AccessKeys keys, string region, TimeProvider clock) : IRequestSigner
{
    // SHA-256 of nothing.
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public IReadOnlyDictionary<string, string> Sign(HttpMethod method, Uri url)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string scope = $"{time[..8]}/{region}/s3/aws4_request";
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal)
        {
            ["host"] = url.IsDefaultPort ? url.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{url.IdnHost}:{url.Port}"),
            ["x-amz-content-sha256"] = EmptyHash,
            ["x-amz-date"] = time,
        };
        if (keys.SessionToken is { } session)
            headers["x-amz-security-token"] = session;

        string names = string.Join(';', headers.Keys);
        string canonical = string.Join('\n', [method.Method, url.AbsolutePath, CanonicalQuery(url), .. headers.Select(header => $"{header.Key}:{header.Value}"), "", names, EmptyHash]);
        string toSign = string.Join('\n', "AWS4-HMAC-SHA256", time, scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + keys.Secret);
        foreach (string part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));

        Dictionary<string, string> sent = headers.Where(header => header.Key != "host").ToDictionary();
        sent["Authorization"] = $"AWS4-HMAC-SHA256 Credential={keys.KeyId}/{scope}, SignedHeaders={names}, Signature={signature}";
        return sent;
    }

    private static string CanonicalQuery(Uri url) => string.Join('&', url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encode(pair[0]), Value: pair.Length == 2 ? Encode(pair[1]) : ""))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encode(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));
}
