using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Credentials;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Tests.Providers;
using MedAgg.Testing;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>From the address of each provider to a catalogued version, with the credentials in the vault.</summary>
public sealed class ProviderJourneyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_provider_ends_in_a_catalogued_version_and_the_second_time_in_none()
    {
        await using StubSites sites = await StubSites.StartAsync(MadeSets.Zip(MadeSets.Classes()));
        await using JobsHost host = await JobsHost.StartAsync(ProviderHost.Impatient(sites.Settings()));
        await host.Get<CredentialVault>().StoreAsync(null, "kaggle", sites.Site("kaggle").Address, new(CredentialKind.Basic, StubSites.KaggleKey.User, StubSites.KaggleKey.Key, null), Token);

        foreach ((string provider, string address) in sites.Addresses)
        {
            IngestionRequest first = await host.RunAsync(await host.RequestAsync(new() { Location = address }, $"By {provider}"));
            Assert.Equal((provider, (string?)null, IngestionStatus.Succeeded), (provider, first.ErrorMessage, first.Status));
            (Dataset dataset, DatasetVersion version) = await host.VersionAsync(first.VersionId!.Value);
            Assert.Equal((provider, 1), (dataset.Provider, version.Number));
            Assert.Equal(15, version.Counts.Files);

            IngestionRequest again = await host.RunAsync(await host.RequestAsync(new() { Location = address }, $"By {provider}"));
            Assert.Equal((provider, first.VersionId), (provider, again.VersionId));
        }

        Assert.Single(await host.BlobNamesAsync());
        Assert.All(sites.Site("cdn").Log, request => Assert.Null(request.Header("Authorization")));
    }

    [Fact]
    public async Task Without_its_key_the_job_says_what_is_missing()
    {
        await using StubSites sites = await StubSites.StartAsync(MadeSets.Zip(MadeSets.Classes()));
        await using JobsHost host = await JobsHost.StartAsync(ProviderHost.Impatient(sites.Settings()));

        IngestionRequest request = await host.RunAsync(await host.RequestAsync(new() { Location = sites.Addresses["kaggle"] }));

        Assert.Equal((IngestionStatus.Failed, SourceCodes.CredentialsMissing), (request.Status, request.ErrorCode));
    }

    [Fact]
    public async Task A_stored_credential_is_ciphertext_bound_to_its_owner_and_its_host()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        CredentialVault vault = host.Get<CredentialVault>();
        Guid ann = Guid.NewGuid();
        (SourceCredential? stored, _) = await vault.StoreAsync(ann, "hub", "https://HuggingFace.co/settings", new(CredentialKind.Bearer, null, "hf_secret", null), Token);

        await using (var context = await host.OpenAsync())
        {
            string row = (await context.Credentials.AsNoTracking().SingleAsync(Token)).ProtectedSecret;
            Assert.DoesNotContain("hf_secret", row, StringComparison.Ordinal);
        }

        SourceCredentials? own = (await vault.OpenAsync(null, new("https://huggingface.co"), ann, Token)).Credentials;
        Assert.Equal("Bearer hf_secret", own!.Headers["Authorization"]);
        Assert.DoesNotContain("hf_secret", own.ToString(), StringComparison.Ordinal);
        Assert.Null((await vault.OpenAsync(null, new("https://huggingface.co.evil.example"), ann, Token)).Credentials);
        Assert.Null((await vault.OpenAsync(null, new("http://huggingface.co"), ann, Token)).Credentials);
        Assert.Null((await vault.OpenAsync(null, new("https://huggingface.co"), Guid.NewGuid(), Token)).Credentials);
        Assert.Equal(SourceCodes.CredentialsMissing, (await vault.OpenAsync(stored!.Id, new("https://huggingface.co"), Guid.NewGuid(), Token)).Refusal?.Code);
        Assert.Equal(SourceCodes.CredentialsRefused, (await vault.OpenAsync(stored.Id, new("https://www.kaggle.com"), ann, Token)).Refusal?.Code);
        Assert.Equal("CREDENTIAL_INVALID", (await vault.StoreAsync(ann, "hub", "https://elsewhere.example", new(CredentialKind.Bearer, null, "x", null), Token)).Refusal?.Code);
    }

    [Theory]
    [InlineData(CredentialKind.Bearer, null, "", "empty")]
    [InlineData(CredentialKind.Bearer, null, "a\r\nX-Evil: 1", "control")]
    [InlineData(CredentialKind.Basic, "a:b", "c", "colon")]
    [InlineData(CredentialKind.Basic, null, "c", "missing")]
    [InlineData(CredentialKind.Header, "Host", "c", "not a credential")]
    [InlineData(CredentialKind.Header, "X Y", "c", "letters")]
    public async Task A_credential_that_cannot_be_shown_is_refused(CredentialKind kind, string? user, string secret, string said)
    {
        await using JobsHost host = await JobsHost.StartAsync();

        (_, Domain.Refusals.Refusal? refusal) = await host.Get<CredentialVault>().StoreAsync(null, "x", "https://example.org", new(kind, user, secret, null), Token);

        Assert.Contains(said, refusal!.Message, StringComparison.Ordinal);
    }
}
