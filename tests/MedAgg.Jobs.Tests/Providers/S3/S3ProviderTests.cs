using System.Security.Cryptography;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Providers.S3;
using MedAgg.Testing;
using Microsoft.AspNetCore.Http;

namespace MedAgg.Jobs.Tests.Providers.S3;

/// <summary>Buckets: three pages, tags that are no checksums, folder markers, cold storage, what may be read but not listed, signatures.</summary>
public sealed class S3ProviderTests : IAsyncLifetime
{
    private static readonly byte[] Slice = [1, 1, 2, 3, 5, 8];

    private StubSource _store = null!;
    private ProviderHost _host = null!;

    private string Place(string path) => $"s3://open-data/{path}?endpoint={_store.Address}";

    public async ValueTask InitializeAsync()
    {
        _store = await StubSource.StartAsync();
        _host = new(new() { ["Providers:S3:PathStyleEndpoints:0"] = _store.Address }, _store);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("s3://idc-open-data/3172b734/", "s3")]
    [InlineData("s3://open_data.org", "s3")]
    [InlineData("gs://public-datasets-lila/x", "s3")]
    [InlineData("https://idc-open-data.s3.amazonaws.com/3172b734/", "s3")]
    [InlineData("https://b.s3.eu-west-1.amazonaws.com/key.zip", "s3")]
    [InlineData("https://s3.us-west-2.amazonaws.com/openneuro.org/ds000224/", "s3")]
    [InlineData("https://storage.googleapis.com/bucket/a/b.zip", "s3")]
    [InlineData("https://s3.amazonaws.com.evil.example/b/k", "direct")]
    [InlineData("s3://", null)]
    public async Task An_address_is_recognised(string address, string? provider)
    {
        await using ProviderHost host = new([]);

        Assert.Equal(provider, host.ProviderOf(address)?.Id);
    }

    [Theory]
    [InlineData("https://b.s3.eu-west-1.amazonaws.com/p/k.zip", "https://s3.eu-west-1.amazonaws.com", "b", "p/k.zip", "eu-west-1")]
    [InlineData("https://b.c.s3-us-west-2.amazonaws.com/p%20q/", "https://s3.us-west-2.amazonaws.com", "b.c", "p q/", "us-west-2")]
    [InlineData("https://s3.amazonaws.com/b?prefix=x/y", "https://s3.amazonaws.com", "b", "x/y", null)]
    [InlineData("s3://bucket/p?region=eu-north-1&endpoint=minio.example.org:9000", "https://minio.example.org:9000", "bucket", "p", "eu-north-1")]
    public void The_forms_of_an_address_name_store_bucket_key_and_region(string address, string endpoint, string bucket, string key, string? region)
    {
        S3Address read = S3Address.Read(new(MedAgg.Domain.Ingestion.SourceKind.Url, address), new())!;

        Assert.Equal((endpoint, bucket, key, region), (read.Endpoint, read.Bucket, read.Key, read.Region));
    }

    [Fact]
    public async Task A_prefix_is_listed_over_all_pages()
    {
        List<(string Key, long Size, string ETag, string Class)> all = [("ct/", 0, "d41d8cd98f00b204e9800998ecf8427e", "STANDARD")];
        all.AddRange(Enumerable.Range(0, 2400).Select(i => ($"ct/p {i / 100}/{i}+ü.dcm", (long)i + 1, "5d41402abc4b2a76b9719d911017c592-2", "STANDARD")));
        all.Add(("ct2/other.dcm", 1, "x", "STANDARD"));
        Bucket("open-data", all);

        SourcePlan plan = await _host.PlanAsync(Place("ct/"));

        Assert.Equal(2400, plan.Files.Count);
        Assert.Equal(("p 0/0+ü.dcm", "ct", (string?)null), (plan.Files[0].Path, plan.Name, plan.Files[0].Checksum));
        Assert.Equal("5d41402abc4b2a76b9719d911017c592-2", plan.Files[0].Stamp);
        Assert.Equal(3, _store.Asked("/open-data"));
        Assert.All(_store.Log, request => Assert.Null(request.Header("Authorization")));
    }

    [Theory]
    [InlineData("ct")]
    [InlineData("ct/")]
    public async Task A_prefix_is_a_folder_and_not_the_begin_of_another_name(string prefix)
    {
        Bucket("open-data", [("ct/a.dcm", 6, Md5(Slice), "STANDARD"), ("ct10/b.dcm", 6, "x", "STANDARD")]);

        Assert.Equal("a.dcm", Assert.Single((await _host.PlanAsync(Place(prefix))).Files).Path);
    }

    [Fact]
    public async Task An_object_is_fetched_and_checked_by_its_tag()
    {
        Bucket("open-data", [("ct/a b.dcm", Slice.Length, Md5(Slice), "STANDARD")]);
        _store.File("/open-data/ct/a b.dcm", Slice, "application/dicom");
        string https = _store.Address + "/open-data/ct/";
        SourcePlan plan = await _host.PlanAsync(https);

        Assert.Equal("md5:" + Md5(Slice), plan.Files[0].Checksum);
        Assert.Equal(Slice, await _host.BytesAsync(https, plan, "a b.dcm"));
        _store.File("/open-data/ct/a b.dcm", [.. Slice.Reverse()]);
        Assert.Equal(SourceCodes.Mismatch, (await _host.FetchAsync(https, plan, "a b.dcm")).Refusal?.Code);
    }

    [Fact]
    public async Task A_tag_of_an_encrypted_object_is_no_checksum()
    {
        Bucket("open-data", [("a.dcm", Slice.Length, "0123456789abcdef0123456789abcdef", "STANDARD")]);
        _store.File("/open-data/a.dcm", Slice, "application/dicom", ("x-amz-server-side-encryption", "aws:kms"));
        SourcePlan plan = await _host.PlanAsync(Place("a.dcm"));

        Assert.Equal(Slice, await _host.BytesAsync(Place("a.dcm"), plan, "a.dcm"));
    }

    [Fact]
    public async Task A_checksum_in_the_head_of_the_answer_is_compared()
    {
        Bucket("open-data", [("a.dcm", Slice.Length, "x-2", "STANDARD")]);
        _store.File("/open-data/a.dcm", Slice, "application/dicom", ("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData([0]))));
        SourcePlan plan = await _host.PlanAsync(Place("a.dcm"));

        Assert.Equal(SourceCodes.Mismatch, (await _host.FetchAsync(Place("a.dcm"), plan, "a.dcm")).Refusal?.Code);
        Assert.Contains(_store.Log, request => request.Header("x-amz-checksum-mode") == "ENABLED");
    }

    [Fact]
    public async Task Frozen_objects_are_left_out_and_said_so()
    {
        Bucket("open-data", [("a/1.dcm", 6, "x", "GLACIER"), ("a/2.dcm", 6, "x", "STANDARD_IA")]);
        Bucket("cold", [("a/1.dcm", 6, "x", "DEEP_ARCHIVE")]);

        SourcePlan plan = await _host.PlanAsync(Place("a"));

        Assert.Equal("2.dcm", Assert.Single(plan.Files).Path);
        Assert.StartsWith("OBJECT_FROZEN", Assert.Single(plan.Warnings), StringComparison.Ordinal);
        Assert.Equal(SourceCodes.Unavailable, await _host.RefusalAsync($"s3://cold/a?endpoint={_store.Address}"));
    }

    [Fact]
    public async Task What_may_not_be_listed_may_still_be_read()
    {
        _store.On("/open-data", context => Error(context, 403, "AccessDenied")).File("/open-data/one.zip", Slice, "application/zip");

        Assert.Equal("one.zip", Assert.Single((await _host.PlanAsync(Place("one.zip"))).Files).Path);
        Assert.Equal(SourceCodes.Forbidden, await _host.RefusalAsync(Place("two.zip")));
    }

    [Theory]
    [InlineData(404, "NoSuchBucket", SourceCodes.NotFound)]
    [InlineData(403, "InvalidAccessKeyId", SourceCodes.CredentialsRefused)]
    public async Task An_error_of_the_store_is_said_in_words(int status, string error, string code)
    {
        _store.On("/open-data", context => Error(context, status, error));

        Assert.Equal(code, await _host.RefusalAsync(Place("a/")));
    }

    [Theory]
    [InlineData("""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><ListBucketResult><Name>&e;</Name></ListBucketResult>""")]
    [InlineData("<html>maintenance</html>")]
    [InlineData("")]
    public async Task An_answer_that_is_no_listing_is_refused(string body)
    {
        _store.On("/open-data", context => StubSource.TextAsync(context, body, "application/xml"));

        Assert.Equal(SourceCodes.BadAnswer, await _host.RefusalAsync(Place("a/")));
    }

    [Fact]
    public async Task A_busy_store_is_asked_again()
    {
        Bucket("other", [("a.dcm", 1, "x", "STANDARD")]);
        _store.On("/open-data", (context, before) => before == 0 ? Error(context, 503, "SlowDown") : StubSource.TextAsync(context, Page([("a.dcm", 1, "x", "STANDARD")], null), "application/xml"));

        Assert.Single((await _host.PlanAsync(Place(""))).Files);
    }

    [Fact]
    public async Task Keys_sign_every_request_and_are_never_sent()
    {
        Bucket("open-data", [("ct/a b.dcm", Slice.Length, "x-2", "STANDARD")]);
        _store.File("/open-data/ct/a b.dcm", Slice);
        SourceCredentials keys = new(new(_store.Address), new Dictionary<string, string>()) { Keys = new("AKIDEXAMPLE", "verysecret", null) };
        SourcePlan plan = await _host.PlanAsync(Place("ct"), keys);
        await _host.BytesAsync(Place("ct"), plan, "a b.dcm", keys);

        Assert.All(_store.Log, request =>
        {
            Assert.Matches("^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$", request.Header("Authorization"));
            Assert.DoesNotContain(request.Headers.Values, value => value.Contains("verysecret", StringComparison.Ordinal));
        });
    }

    // The example of the Signature Version 4 documentation of S3, "GET Bucket (List Objects)".
    [Fact]
    public void A_signature_is_the_one_of_the_documentation()
    {
        S3Signature signature = new(new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null), "us-east-1", new FixedClock(new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero)));

        IReadOnlyDictionary<string, string> headers = signature.Sign(HttpMethod.Get, new("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J"));

        Assert.EndsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7", headers["Authorization"], StringComparison.Ordinal);
    }

    private void Bucket(string name, List<(string Key, long Size, string ETag, string Class)> objects) => _store.On("/" + name, context =>
    {
        List<(string Key, long Size, string ETag, string Class)> below = [.. objects.Where(item => item.Key.StartsWith(context.Request.Query["prefix"].ToString(), StringComparison.Ordinal))];
        string token = context.Request.Query["continuation-token"].ToString();
        int from = token.Length == 0 ? 0 : int.Parse(token.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
        return StubSource.TextAsync(context, Page([.. below.Skip(from).Take(1000)], from + 1000 < below.Count ? $"1/+ opaque={from + 1000}" : null), "application/xml");
    });

    private static string Page(List<(string Key, long Size, string ETag, string Class)> objects, string? next) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>"
        + $"<IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>{(next is null ? "" : $"<NextContinuationToken>{next}</NextContinuationToken>")}"
        + string.Concat(objects.Select(item => $"<Contents><Key>{Uri.EscapeDataString(item.Key).Replace("%20", "+", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal)}</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>&quot;{item.ETag}&quot;</ETag><Size>{item.Size}</Size><StorageClass>{item.Class}</StorageClass></Contents>"))
        + "</ListBucketResult>";

    private static Task Error(HttpContext context, int status, string code) =>
        StubSource.TextAsync(context, $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>no</Message></Error>", "application/xml", status);

    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
