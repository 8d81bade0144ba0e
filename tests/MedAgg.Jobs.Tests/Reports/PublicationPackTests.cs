using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using MedAgg.Domain.Experiments;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Jobs.Reports.Publication;
using MedAgg.Jobs.Tests.Experiments;
using MedAgg.Jobs.Tests.Ingestion;
using YamlDotNet.Serialization;

namespace MedAgg.Jobs.Tests.Reports;

/// <summary>Every file of a publication pack is read by somebody else than who wrote it.</summary>
public sealed class PublicationPackTests
{
    private const string Validate =
        """
        import json, sys, jsonschema
        schema, document = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
        cls = jsonschema.validators.validator_for(schema)
        cls.check_schema(schema)
        errors = [e.json_path + ": " + e.message[:300] for e in cls(schema).iter_errors(document)] if hasattr(jsonschema.ValidationError("x"), "json_path") else [str(list(e.absolute_path)) + ": " + e.message[:300] for e in cls(schema).iter_errors(document)]
        print("\n".join(errors))
        """;

    private const string Check =
        """
        import sys, onnx
        model = onnx.load(sys.argv[1]); onnx.checker.check_model(model, full_check=True)
        print(",".join(o.name for o in model.graph.output))
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pack_is_whole_and_the_same_for_the_same_run()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        Run run = await ToyRun.RunAsync(host);
        byte[] archive = await ToyRun.FileAsync(host, run, ReportFiles.Pack);
        IReadOnlyDictionary<string, byte[]> pack = ToyRun.Unpacked(archive);

        string[] expected =
        [
            "README.md", "CLAIM-checklist.md", "claim.json", "metrics.json", "metrics.csv", "subgroups.csv", "demographics.csv", "flow.csv", "flow.json", "environment.json", "report.en.html", "report.ru.html", "split.csv",
            "predictions.csv", "pipeline.yaml", "manifest.json", "SHA256SUMS", "models/bright-1.onnx", "models/bright-2.onnx",
            .. new[] { "flow", "roc-bright", "precision-recall-bright", "calibration-bright", "confusion-bright", "subgroups-bright", "validation-auc-bright", "loss-bright" }.SelectMany(name => new[] { $"figures/{name}.svg", $"figures/{name}.png" }),
        ];
        Assert.Empty(expected.Except(pack.Keys));
        Assert.Equal(ToyRun.Yaml, Encoding.UTF8.GetString(pack["pipeline.yaml"]));

        // Hashes tell the truth, and every file has one.
        Dictionary<string, string> sums = Encoding.UTF8.GetString(pack["SHA256SUMS"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[66..], line => line[..64]);
        Assert.Equal(pack.Keys.Where(name => name != "SHA256SUMS").Order(StringComparer.Ordinal), sums.Keys.Order(StringComparer.Ordinal));
        Assert.All(sums, sum => Assert.Equal(sum.Value, Convert.ToHexStringLower(SHA256.HashData(pack[sum.Key]))));

        // Written once more, from the steps that are kept, the bytes are the same.
        await using (Domain.Store.MedAggContext context = await host.OpenAsync())
        {
            context.StepFiles.RemoveRange(context.StepFiles.Where(file => file.Step == ReportFiles.Step));
            await context.SaveChangesAsync(Token);
        }

        Assert.Equal(archive, await ToyRun.FileAsync(host, await ToyRun.RunAsync(host), ReportFiles.Pack));
    }

    [Fact]
    public async Task Its_figures_are_pictures_and_its_card_is_yaml()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        Run run = await ToyRun.RunAsync(host);
        IReadOnlyDictionary<string, byte[]> pack = ToyRun.Unpacked(await ToyRun.FileAsync(host, run, ReportFiles.Pack));
        foreach ((string name, byte[] content) in pack)
        {
            if (name.EndsWith(".svg", StringComparison.Ordinal))
            {
                XElement svg = XDocument.Load(new MemoryStream(content)).Root!;
                Assert.Equal("svg", svg.Name.LocalName);
                Assert.DoesNotContain("var(", svg.ToString(), StringComparison.Ordinal);
                Assert.Equal(["rect"], svg.Elements().Where(element => element.Name.LocalName is not ("title" or "desc")).Select(element => element.Name.LocalName).Take(1));
            }

            if (name.EndsWith(".png", StringComparison.Ordinal))
                Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], content[..4]);
        }

        string[] card = Encoding.UTF8.GetString(pack["README.md"]).Split("---\n");
        var front = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(card[1]);
        Assert.Equal(["language", "license", "license_name", "library_name", "tags", "datasets", "metrics", "model-index"], front.Keys);
        var model = (Dictionary<object, object>)((List<object>)front["model-index"])[0];
        Assert.Equal("Toy, \"quoted\" & <marked>", model["name"]);
        var result = (Dictionary<object, object>)((List<object>)model["results"])[0];
        Assert.Equal("bright", ((Dictionary<object, object>)result["task"])["name"]);
        Assert.Equal(4, ((List<object>)result["metrics"]).Count); // two seeds, their mean, the baseline
    }

    [Fact]
    public async Task Its_json_obeys_the_schemas_that_it_brings()
    {
        await PeerOrSkipAsync("jsonschema", "python3-jsonschema");
        await using JobsHost host = await JobsHost.StartAsync();
        Run run = await ToyRun.RunAsync(host);
        IReadOnlyDictionary<string, byte[]> pack = ToyRun.Unpacked(await ToyRun.FileAsync(host, run, ReportFiles.Pack));
        string folder = Directory.CreateDirectory(Path.Combine(host.Folder, "pack")).FullName;
        string[] documents = [.. pack.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal) && !name.StartsWith("schemas/", StringComparison.Ordinal))];
        Assert.Equal(["claim.json", "environment.json", "flow.json", "manifest.json", "metrics.json"], documents.Order(StringComparer.Ordinal));
        foreach (string name in documents)
        {
            string schema = $"schemas/{Path.GetFileNameWithoutExtension(name)}.schema.json";
            Assert.Equal("", await PythonAsync(Validate, await PutAsync(folder, "schema.json", pack[schema]), await PutAsync(folder, "document.json", pack[name])));
            // A schema that takes everything would say nothing.
            Assert.NotEqual("", await PythonAsync(Validate, await PutAsync(folder, "schema.json", pack[schema]), await PutAsync(folder, "document.json", "{\"format\":\"other\"}"u8.ToArray())));
        }

        IReadOnlyDictionary<string, byte[]> mlflow = ToyRun.Unpacked(await ToyRun.FileAsync(host, run, ReportFiles.Mlflow));
        string batch = await PutAsync(folder, "schema.json", mlflow["mlflow-log-batch.schema.json"]);
        Assert.Contains("log-batch-001.json", mlflow.Keys);
        foreach (string name in mlflow.Keys.Where(name => name.StartsWith("log-batch-", StringComparison.Ordinal)))
            Assert.Equal("", await PythonAsync(Validate, batch, await PutAsync(folder, "document.json", mlflow[name])));
    }

    [Theory]
    [InlineData(8, true)] // 24 test cases of one size, eight a class
    [InlineData(9, false)]
    public async Task A_question_with_several_classes_is_told_as_a_whole_and_by_subgroups_unless_they_are_tiny(int smallest, bool tells)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        IReadOnlyDictionary<string, byte[]> pack = await ThreeClassesAsync(host, smallest);
        using JsonDocument metrics = JsonDocument.Parse(pack["metrics.json"]);
        JsonElement group = Assert.Single(metrics.RootElement.GetProperty("groups").EnumerateArray());
        JsonElement[] tasks = [.. metrics.RootElement.GetProperty("tasks").EnumerateArray()];
        Assert.Equal(tasks.Select(task => task.GetProperty("name").GetString()), group.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("task").GetString()));

        // The mean over classes of what the task of each says by itself, and a call for every case.
        JsonElement network = group.GetProperty("engines")[0].GetProperty("test");
        JsonElement[] main = [.. tasks.Select(task => task.GetProperty("engines").EnumerateArray().Single(engine => engine.GetProperty("engine").GetString() == "cnn" && engine.GetProperty("seed").ValueKind == JsonValueKind.Null))];
        Assert.Equal(main.Average(engine => engine.GetProperty("test").GetProperty("auc").GetProperty("value").GetDouble()), network.GetProperty("macroAuc").GetDouble(), 9);
        Assert.Equal(24, network.GetProperty("confusion").EnumerateArray().Sum(row => row.EnumerateArray().Sum(count => count.GetInt32())));

        // All test cases are in the one subgroup: its figures are those of the whole, or none.
        JsonElement part = Assert.Single(group.GetProperty("subgroups").EnumerateArray());
        Assert.Equal(("size", "16×16", 24, !tells), (part.GetProperty("fact").GetString(), part.GetProperty("value").GetString(), part.GetProperty("cases").GetInt32(), part.GetProperty("suppressed").GetBoolean()));
        Assert.Equal(tells, JsonElement.DeepEquals(group.GetProperty("engines"), part.GetProperty("engines")));
        Assert.Equal(tells ? 2 : 0, part.GetProperty("engines").GetArrayLength());

        string[] rows = Encoding.UTF8.GetString(pack["groups.csv"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["kind,cnn,,,24,false,", "kind,baseline,,,24,false,", $"kind,cnn,size,16×16,24,{(tells ? "false" : "true")},", $"kind,baseline,size,16×16,24,{(tells ? "false" : "true")},"], rows.Skip(1).Select(row => string.Join(',', row.Split(',')[..6]) + ","));
        Assert.Equal(tells, rows[3].Split(',')[6..].All(cell => cell.Length > 0));
        Assert.Equal(1 + 3 * 4, Encoding.UTF8.GetString(pack["subgroups.csv"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length); // three tasks, four engines each
        Assert.Contains(tells ? "24" : "too few to tell", Encoding.UTF8.GetString(pack["report.en.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Metrics_of_a_question_with_several_classes_obey_their_schema(int smallest)
    {
        await PeerOrSkipAsync("jsonschema", "python3-jsonschema");
        await using JobsHost host = await JobsHost.StartAsync();
        IReadOnlyDictionary<string, byte[]> pack = await ThreeClassesAsync(host, smallest);
        string schema = await PutAsync(host.Folder, "schema.json", pack["schemas/metrics.schema.json"]);
        Assert.Equal("", await PythonAsync(Validate, schema, await PutAsync(host.Folder, "document.json", pack["metrics.json"])));
        string suppressed = Encoding.UTF8.GetString(pack["metrics.json"]);
        byte[] other = Encoding.UTF8.GetBytes(smallest == 8 ? suppressed.Replace("\"suppressed\": false", "\"suppressed\": true", StringComparison.Ordinal) : suppressed.Replace("\"suppressed\": true", "\"suppressed\": false", StringComparison.Ordinal));
        Assert.NotEqual("", await PythonAsync(Validate, schema, await PutAsync(host.Folder, "document.json", other))); // a tiny subgroup tells nothing, another does
    }

    [Fact]
    public async Task Its_models_pass_the_checker_of_onnx()
    {
        await PeerOrSkipAsync("onnx", "python3-onnx");
        await using JobsHost host = await JobsHost.StartAsync();
        Run run = await ToyRun.RunAsync(host);
        IReadOnlyDictionary<string, byte[]> pack = ToyRun.Unpacked(await ToyRun.FileAsync(host, run, ReportFiles.Pack));
        foreach (string name in pack.Keys.Where(name => name.EndsWith(".onnx", StringComparison.Ordinal)))
            Assert.Contains("logit", await PythonAsync(Check, await PutAsync(host.Folder, "model.onnx", pack[name])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_numbers_are_those_of_the_run()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        Run run = await ToyRun.RunAsync(host);
        using JsonDocument summary = JsonDocument.Parse(run.MetricsJson!);
        IReadOnlyDictionary<string, byte[]> pack = ToyRun.Unpacked(await ToyRun.FileAsync(host, run, ReportFiles.Pack));
        using JsonDocument metrics = JsonDocument.Parse(pack["metrics.json"]);
        JsonElement[] engines = [.. metrics.RootElement.GetProperty("tasks")[0].GetProperty("engines").EnumerateArray()];
        JsonElement[] known = [.. summary.RootElement.GetProperty("tasks")[0].GetProperty("engines").EnumerateArray()];
        Assert.Equal(known.Select(engine => engine.GetProperty("testAuc").GetDouble()), engines.Select(engine => engine.GetProperty("test").GetProperty("auc").GetProperty("value").GetDouble()));
        string[] rows = Encoding.UTF8.GetString(pack["metrics.csv"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 2 * engines.Length, rows.Length);
        string[] parts = Encoding.UTF8.GetString(pack["demographics.csv"]).Split('\n');
        Assert.Contains("bright,test,cases,,24", parts);
        Assert.Contains("bright,test,size,16×16,24", parts);
        Assert.DoesNotContain(parts, line => line.Contains("brightness", StringComparison.Ordinal));
        string claim = Encoding.UTF8.GetString(pack["CLAIM-checklist.md"]);
        Assert.Contains("test 24 cases, 12 positive", claim, StringComparison.Ordinal);
        Assert.Contains("| 42 | Sources of funding | _authors:_", claim, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(40, 30)]
    [InlineData(3, 900)]
    public async Task Mlflow_bodies_keep_to_the_limits_and_lose_nothing(int seeds, int epochs)
    {
        await using JobsHost host = await JobsHost.StartAsync();
        Run run = await ToyRun.RunAsync(host);
        var report = JsonSerializer.Deserialize<ReportDocument>(await ToyRun.FileAsync(host, run, ReportFiles.Document), Jobs.Experiments.StepStore.Json)!;
        ReportTraining training = report.Trainings[0];
        ReportDocument large = report with
        {
            Trainings = [.. Enumerable.Range(1, seeds).Select(seed => training with { Seed = seed, Epochs = [.. Enumerable.Range(1, epochs).Select(epoch => training.Epochs[0] with { Epoch = epoch })] })],
            Settings = [.. Enumerable.Range(0, 250).Select(i => new KeyValuePair<string, string>($"ключ {i} {new string('x', 300)}{i}", new string('y', 9000)))],
        };
        IReadOnlyList<MlflowBatch> batches = MlflowBatches.Of(large, DateTimeOffset.UnixEpoch);
        Assert.All(batches, batch =>
        {
            Assert.InRange(batch.Params.Count, 0, 100);
            Assert.InRange(batch.Tags.Count, 0, 100);
            Assert.InRange(batch.Metrics.Count + batch.Params.Count + batch.Tags.Count, 1, 1000);
            Assert.All(batch.Params, pair => Assert.True(pair.Value.Length <= 500 && pair.Key.Length <= 250));
            Assert.All(batch.Metrics, metric => Assert.Matches("^[A-Za-z0-9_. /-]+$", metric.Key));
        });
        Assert.Equal(seeds * epochs, batches.Sum(batch => batch.Metrics.Count(metric => metric.Key.EndsWith("epoch.training_loss", StringComparison.Ordinal))));
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> ThreeClassesAsync(JobsHost host, int smallest)
    {
        await ToyExperiment.WriteAsync(Path.Combine(host.Folder, "toy.npz"), classes: 3);
        string[] yaml = [.. ToyRun.Yaml.Split('\n').Select(line => line.Contains("name: bright", StringComparison.Ordinal) ? "    - { name: kind, label: label, classes: [\"0\", \"1\", \"2\"], class_names: [dark, grey, bright] }" : line)];
        return ToyRun.Unpacked(await ToyRun.FileAsync(host, await ToyRun.RunAsync(host, string.Join('\n', [.. yaml, $"  smallest_subgroup: {smallest}"])), ReportFiles.Pack));
    }

    private static async Task<string> PutAsync(string folder, string name, byte[] content)
    {
        string path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, content, Token);
        return path;
    }

    private static async Task PeerOrSkipAsync(string module, string package)
    {
        if (!File.Exists("/usr/bin/python3") || (await StartAsync($"import {module}")).ExitCode != 0)
            Assert.Skip($"{module} is not installed (Debian package {package}): files were not tried with it.");
    }

    private static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await StartAsync(script, arguments);
        Assert.True(exitCode == 0, errors);
        return output.Trim();
    }

    private static async Task<(int ExitCode, string Output, string Errors)> StartAsync(string script, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output, await errors);
    }
}
