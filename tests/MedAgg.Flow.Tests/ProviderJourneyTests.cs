using System.Text.Json;
using MedAgg.Testing;

namespace MedAgg.Flow.Tests;

/// <summary>Each provider at a terminal: what it is, then a catalogued version, with the worker of <c>up</c> doing the work.</summary>
[Collection(ProductCollection.Name)]
public sealed class ProviderJourneyTests(Product product)
{
    [Theory]
    [InlineData("zenodo")]
    [InlineData("figshare")]
    [InlineData("huggingface")]
    [InlineData("kaggle")]
    [InlineData("github")]
    [InlineData("s3")]
    [InlineData("page")]
    [InlineData("direct")]
    public async Task An_address_is_described_and_then_catalogued(string provider)
    {
        string address = product.Sites.Addresses[provider];
        if (provider == "kaggle")
        {
            CommandResult locked = await product.RunAsync("ingest", address, "--dry-run");
            Assert.Equal(1, locked.ExitCode);
            Assert.StartsWith("CREDENTIALS_MISSING:", locked.Error, StringComparison.Ordinal);
            CommandResult stored = await product.SayAsync(StubSites.KaggleKey.Key, "credential", "add", "kaggle", product.Sites.Site("kaggle").Address, "--kind", "basic", "--user", StubSites.KaggleKey.User);
            Assert.Equal((0, ""), (stored.ExitCode, stored.Error));
            CommandResult list = await product.RunAsync("credential", "list", "--json");
            Assert.Contains("\"kaggle\"", list.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(StubSites.KaggleKey.Key, list.Output, StringComparison.Ordinal);
        }

        int asked = product.Sites.Site("cdn").Log.Count;
        JsonElement plan = await JsonAsync("ingest", address, "--dry-run", "--json");
        Assert.Equal(provider, plan.GetProperty("provider").GetString());
        Assert.Equal(1, plan.GetProperty("file_count").GetInt32());
        Assert.Equal(asked, product.Sites.Site("cdn").Log.Count); // nothing was fetched

        JsonElement job = await JsonAsync("ingest", address, "--name", $"Set of {provider}", "--wait", "--json");
        Assert.Equal("succeeded", job.GetProperty("status").GetString());
        Assert.Equal(2, job.GetProperty("counts").GetProperty("tables").GetInt32() + job.GetProperty("counts").GetProperty("documents").GetInt32());
        JsonElement again = await JsonAsync("ingest", address, "--name", $"Set of {provider}", "--wait", "--json");
        Assert.Equal(job.GetProperty("version_id").GetInt64(), again.GetProperty("version_id").GetInt64());
        Assert.DoesNotContain(StubSites.KaggleKey.Key, product.Logs(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_node_reads_the_credential_that_another_process_stored()
    {
        string address = product.Sites.Addresses["kaggle"];
        CommandResult stored = await product.SayAsync(StubSites.KaggleKey.Key, "credential", "add", "kaggle", product.Sites.Site("kaggle").Address, "--kind", "basic", "--user", StubSites.KaggleKey.User);
        Assert.Equal((0, ""), (stored.ExitCode, stored.Error));

        // Without --wait the terminal only orders: the worker of up does the work.
        JsonElement job = await JsonAsync("ingest", address, "--name", "Set of a worker", "--json");
        string id = job.GetProperty("ingestion_id").GetRawText();
        string status = "";
        for (int i = 0; i < 100 && status is not ("succeeded" or "failed"); i++)
        {
            job = await JsonAsync("job", "show", id, "--json");
            status = job.GetProperty("status").GetString()!;
        }

        Assert.True(status == "succeeded", job.GetRawText());
        Assert.Equal(0, (await product.RunAsync("credential", "remove", "kaggle")).ExitCode); // others begin without one
    }

    [Fact]
    public async Task A_part_is_chosen_at_a_terminal()
    {
        string address = product.Sites.Addresses["zenodo"];
        CommandResult none = await product.RunAsync("ingest", address, "--include", "*.nii.gz", "--dry-run");
        CommandResult small = await product.RunAsync("ingest", address, "--max-bytes", "10", "--dry-run");
        JsonElement all = await JsonAsync("ingest", address, "--include", "*.zip", "--exclude", "masks/**", "--dry-run", "--json");

        Assert.Equal((1, 1), (none.ExitCode, small.ExitCode));
        Assert.StartsWith("CHOICE_EMPTY:", none.Error, StringComparison.Ordinal);
        Assert.StartsWith("CHOICE_EMPTY:", small.Error, StringComparison.Ordinal);
        Assert.Equal(1, all.GetProperty("file_count").GetInt32());
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        CommandResult result = await product.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"medagg {string.Join(' ', arguments)}: {result.Error}\n{product.Logs()}");
        using JsonDocument json = JsonDocument.Parse(result.Output);
        return json.RootElement.Clone();
    }
}
