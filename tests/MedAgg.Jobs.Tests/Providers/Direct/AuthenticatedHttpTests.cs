using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing;

namespace MedAgg.Jobs.Tests.Providers.Direct;

/// <summary>Files behind basic authentication and own headers, mirrors, and checksums in all their forms.</summary>
public sealed class AuthenticatedHttpTests : IAsyncLifetime
{
    private static readonly byte[] Scan = "bytes of a scan"u8.ToArray();

    private StubSource _web = null!;
    private StubSource _other = null!;
    private ProviderHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _web = await StubSource.StartAsync();
        _other = await StubSource.StartAsync();
        _host = new([], _web, _other);
        _other.File("/signed", Scan);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _web.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz")]
    [InlineData("X-Dataverse-key", "1234-5678")]
    public async Task A_header_opens_its_own_host_and_is_dropped_on_the_way_to_another(string name, string value)
    {
        _web.On("/private.zip", async context =>
        {
            if (context.Request.Headers[name] != value)
                await StubSource.TextAsync(context, "no", "text/plain", 401);
            else
                context.Response.Redirect(_other.Address + "/signed");
        });
        SourceCredentials credentials = new(new(_web.Address), new Dictionary<string, string> { [name] = value });
        string address = _web.Address + "/private.zip";

        Assert.Equal(SourceCodes.Forbidden, await _host.RefusalAsync(address));
        SourcePlan plan = await _host.PlanAsync(address, credentials);
        Assert.Equal(Scan, await _host.BytesAsync(address, plan, plan.Files[0].Path, credentials));
        Assert.All(_other.Log, request => Assert.Null(request.Header(name)));
    }

    [Theory]
    [InlineData(401, false, SourceCodes.Forbidden, "without credentials")]
    [InlineData(401, true, SourceCodes.CredentialsRefused, "does not take the stored credential")]
    [InlineData(403, true, SourceCodes.Forbidden, "the owner of the stored credential")]
    public async Task A_no_says_whether_a_credential_was_shown_and_never_its_value(int status, bool isShown, string code, string said)
    {
        _web.On("/private.zip", context => StubSource.TextAsync(context, "no", "text/plain", status));
        SourceCredentials wrong = new(new(_web.Address), new Dictionary<string, string> { ["Authorization"] = "Bearer wrong-secret" });

        Resolution resolution = await _host.ResolveAsync(_web.Address + "/private.zip", isShown ? wrong : null);

        Assert.Equal(code, resolution.Refusal?.Code);
        Assert.Contains(said, resolution.Refusal!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", resolution.Refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("md5:{md5}", true)]
    [InlineData("sha1:{sha1}", true)]
    [InlineData("sha256:{sha256}", true)]
    [InlineData("sha512:{sha512}", true)]
    [InlineData("git-sha1:{git}", true)]
    [InlineData("crc32c:{crc32c}", true)]
    [InlineData("crc32c:00000000", false)]
    [InlineData("git-sha1:{sha1}", false)]
    public async Task A_stated_checksum_is_compared(string checksum, bool isRight)
    {
        _web.File("/a.bin", Scan);
        string stated = Sums.Fill(checksum, Scan);
        SourcePlan plan = new() { Name = "a", Provider = "zenodo", Files = [new("a.bin", _web.Address + "/a.bin", Scan.Length, stated)] };

        FetchedFile fetched = await _host.FetchAsync(_web.Address, plan, "a.bin");

        Assert.Equal(isRight ? null : SourceCodes.Mismatch, fetched.Refusal?.Code);
    }

    [Theory]
    [InlineData("MD5", "XUFAKrxLKna5cZ2REBfFkg==", "md5:5d41402abc4b2a76b9719d911017c592")]
    [InlineData("md5", "\"5D41402ABC4B2A76B9719D911017C592\"", "md5:5d41402abc4b2a76b9719d911017c592")]
    [InlineData("SHA-256", "5d41402abc4b2a76b9719d911017c592", null)]
    [InlineData("crc32c", "4waSgw==", "crc32c:e3069283")]
    [InlineData("crc64nvme", "AAAAAAAAAAA=", null)]
    [InlineData("md5", "", null)]
    public void A_checksum_is_brought_into_one_form(string algorithm, string value, string? expected) => Assert.Equal(expected, Checksum.Of(algorithm, value));

    [Theory]
    [InlineData("Repr-Digest", "sha-256=:{sha256-64}:", true)]
    [InlineData("Digest", "SHA-256={sha256-64}", true)]
    [InlineData("x-amz-checksum-crc32c", "{crc32c-64}", true)]
    [InlineData("x-goog-hash", "crc32c={crc32c-64}", true)]
    [InlineData("Repr-Digest", "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:", false)]
    [InlineData("x-amz-checksum-sha256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=-3", true)]
    public async Task A_checksum_in_the_head_of_the_answer_is_compared(string header, string value, bool isRight)
    {
        _web.File("/a.bin", Scan, "application/octet-stream", (header, Sums.Fill(value, Scan)));
        SourcePlan plan = new() { Name = "a", Provider = "zenodo", Files = [new("a.bin", _web.Address + "/a.bin", Scan.Length, null)] };

        Assert.Equal(isRight ? null : SourceCodes.Mismatch, (await _host.FetchAsync(_web.Address, plan, "a.bin")).Refusal?.Code);
    }

    [Fact]
    public async Task A_mirror_gives_what_the_first_address_does_not()
    {
        _web.Page("/a.bin", "gone", 404);
        _other.File("/wrong", "other bytes"u8.ToArray()).File("/right", Scan);
        SourcePlan plan = new()
        {
            Name = "a",
            Provider = "zenodo",
            Files = [new("a.bin", _web.Address + "/a.bin", Scan.Length, Sums.Fill("sha256:{sha256}", Scan)) { Mirrors = [_other.Address + "/wrong", _other.Address + "/right"] }],
        };

        Assert.Equal(Scan, await _host.BytesAsync(_web.Address, plan, "a.bin"));
    }

    [Fact]
    public async Task Mirrors_that_a_host_names_are_kept_where_a_checksum_tells_the_file()
    {
        _web.File("/a.bin", Scan, "application/octet-stream", ("Link", $"<{_other.Address}/signed>; rel=duplicate; pri=1, </about>; rel=describedby"), ("Repr-Digest", Sums.Fill("sha-256=:{sha256-64}:", Scan)))
            .File("/b.bin", Scan, "application/octet-stream", ("Link", $"<{_other.Address}/signed>; rel=duplicate"));
        SourcePlan plan = await _host.PlanAsync(_web.Address + "/a.bin");
        _web.Page("/a.bin", "gone", 410);

        Assert.Equal([_other.Address + "/signed"], plan.Files[0].Mirrors);
        Assert.Empty((await _host.PlanAsync(_web.Address + "/b.bin")).Files[0].Mirrors);
        Assert.Equal(Scan, await _host.BytesAsync(_web.Address, plan, "a.bin"));
    }

    [Fact]
    public async Task Without_any_good_address_the_first_ones_reason_stands()
    {
        _web.Page("/a.bin", "gone", 404);
        SourcePlan plan = new() { Name = "a", Provider = "zenodo", Files = [new("a.bin", _web.Address + "/a.bin", null, null) { Mirrors = [_other.Address + "/none"] }] };

        Assert.Equal(SourceCodes.NotFound, (await _host.FetchAsync(_web.Address, plan, "a.bin")).Refusal?.Code);
        Assert.Equal(1, _other.Asked("/none"));
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        _web.File("/a.bin", Scan);
        SourcePlan plan = await _host.PlanAsync(_web.Address + "/a.bin");
        FetchedFile first = await _host.FetchAsync(_web.Address, plan, "a.bin");

        FetchedFile again = await _host.FetchAsync(_web.Address, plan, "a.bin", known: new(first.ETag, null));
        _web.File("/a.bin", "another scan's"u8.ToArray());
        FetchedFile changed = await _host.FetchAsync(_web.Address, plan with { Files = [plan.Files[0] with { SizeBytes = null, Checksum = null }] }, "a.bin", known: new(first.ETag, null));

        Assert.True(again.IsUnchanged);
        Assert.False(changed.IsUnchanged);
        Assert.Null(changed.Refusal);
    }
}
