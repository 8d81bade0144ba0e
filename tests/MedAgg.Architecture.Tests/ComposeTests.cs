using YamlDotNet.RepresentationModel;

namespace MedAgg.Architecture.Tests;

/// <summary>No Docker engine runs where the tests run: the compose file is read as YAML and held against what Docker would demand.</summary>
public sealed class ComposeTests
{
    private static readonly YamlMappingNode Compose = Load();

    [Fact]
    public void There_are_a_database_a_web_node_a_worker_and_on_request_a_trainer()
    {
        YamlMappingNode services = Map(Compose["services"]);
        Assert.Equal(["postgres", "trainer", "web", "worker"], services.Children.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["trainer"], services.Children.Where(service => Map(service.Value).Children.ContainsKey("profiles")).Select(service => service.Key.ToString()));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("web")]
    [InlineData("worker")]
    [InlineData("trainer")]
    public void A_service_has_an_image_or_a_build_and_only_known_keys(string service)
    {
        string[] known = ["image", "build", "command", "environment", "volumes", "ports", "depends_on", "healthcheck", "restart", "user", "read_only", "tmpfs", "stop_grace_period", "cap_drop", "security_opt", "profiles", "network_mode", "deploy"];
        string[] keys = [.. Map(Map(Compose["services"])[service]).Children.Keys.Select(key => key.ToString())];
        Assert.True(keys.Contains("image") || keys.Contains("build"));
        Assert.Empty(keys.Except(known));
    }

    [Fact]
    public void What_a_service_depends_on_and_mounts_is_declared()
    {
        YamlMappingNode services = Map(Compose["services"]);
        YamlMappingNode volumes = Map(Compose["volumes"]);
        foreach (YamlMappingNode service in services.Children.Values.Select(Map))
        {
            if (service.Children.TryGetValue("depends_on", out YamlNode? needed))
                Assert.All(Map(needed).Children.Keys, name => Assert.True(services.Children.ContainsKey(name), $"no service {name}"));
            if (service.Children.TryGetValue("volumes", out YamlNode? mounts))
            {
                Assert.All((YamlSequenceNode)mounts, mount =>
                {
                    string source = mount.ToString().Split(':')[0];
                    Assert.True(source.StartsWith('.') || volumes.Children.ContainsKey(source), $"no volume {source}");
                });
            }
        }
    }

    [Fact]
    public void The_database_password_is_never_written_in_the_file() =>
        Assert.DoesNotMatch(@"(?im)^[^#]*password[""']?\s*[:=]\s*[^$\s{?]", Repository.Text("docker/compose.yaml"));

    [Fact]
    public void The_image_is_built_by_the_same_launcher_that_ci_runs()
    {
        string dockerfile = Repository.Text("docker/Dockerfile");
        Assert.Contains("./medagg publish", dockerfile, StringComparison.Ordinal);
        Assert.Contains("./medagg test", Repository.Text(".ci/run"), StringComparison.Ordinal);
        Assert.Contains("publish)", Repository.Text("medagg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_stage_that_the_dockerfile_copies_from_is_defined()
    {
        string[] lines = Repository.Text("docker/Dockerfile").Split('\n');
        string[] stages = [.. lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(" AS ")).Where(parts => parts.Length == 2).Select(parts => parts[1].Trim())];
        IEnumerable<string> used = lines.Where(line => line.Contains("--from=", StringComparison.Ordinal)).Select(line => line.Split("--from=")[1].Split(' ')[0]);
        Assert.True(stages.Length >= 2, "the Dockerfile is to have several stages");
        Assert.Empty(used.Except(stages));
    }

    private static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    private static YamlMappingNode Load()
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Repository.Text("docker/compose.yaml"));
        stream.Load(reader);
        return Map(stream.Documents[0].RootNode);
    }
}
