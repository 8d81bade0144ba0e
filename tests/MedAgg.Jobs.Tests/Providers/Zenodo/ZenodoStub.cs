using System.Security.Cryptography;
using MedAgg.Testing;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Jobs.Tests.Providers.Zenodo;

/// <summary>Zenodo as it answers: versions with own ids, a concept id that redirects, two shapes of files, a wall against blank user agents.</summary>
internal static class ZenodoStub
{
    public static async Task<StubSource> StartAsync()
    {
        StubSource stub = await StubSource.StartAsync();
        stub.Gate = async context =>
        {
            context.Response.Headers["x-ratelimit-limit"] = "133";
            context.Response.Headers["x-ratelimit-remaining"] = "132";
            context.Response.Headers["x-ratelimit-reset"] = "1800000000";
            string agent = context.Request.Headers.UserAgent.ToString();
            if (agent.StartsWith("MedAgg/", StringComparison.Ordinal))
                return false;
            await StubSource.TextAsync(context, "<html>403</html>", "text/html", 403);
            return true;
        };
        return stub;
    }

    /// <summary>A record of the usual shape with its files, which have <c>links.self</c> of the API.</summary>
    public static StubSource Record(this StubSource stub, int id, string title, string version, params (string Key, byte[] Bytes)[] files)
    {
        string list = string.Join(',', files.Select(file =>
            $$"""{"key":"{{file.Key}}","size":{{file.Bytes.Length}},"checksum":"md5:{{Md5(file.Bytes)}}","links":{"self":"{{stub.Address}}/api/records/{{id}}/files/{{file.Key}}/content"} }"""));
        stub.Json($"/api/records/{id}",
            $$$"""{"id":{{{id}}},"conceptrecid":"{{{id - 1}}}","doi":"10.5281/zenodo.{{{id}}}","metadata":{"title":"{{{title}}}","version":"{{{version}}}","license":{"id":"cc-by-4.0"},"access_right":"open","publication_date":"2024-05-01","description":"<p>Chest&nbsp;CT of <b>12</b> people.</p>"},"files":[{{{list}}}],"links":{"latest":"x"}}""");
        foreach ((string key, byte[] bytes) in files)
            stub.File($"/records/{id}/files/{key}", bytes);
        return stub;
    }

    /// <summary>The concept id leads to the newest version.</summary>
    public static StubSource Concept(this StubSource stub, int concept, int newest) => stub.Redirect($"/api/records/{concept}", $"/api/records/{newest}", StatusCodes.Status301MovedPermanently);

    public static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}
