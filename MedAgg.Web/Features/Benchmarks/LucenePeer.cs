using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MedAgg.Search.Benchmark;
using MedAgg.Search.Index;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Lucene 8 as Debian packages it (liblucene8-java), doing the same work in a warm Java machine. Its small program is compiled here.</summary>
internal static class LucenePeer
{
    public const string Name = "lucene";

    private const string Jars = "/usr/share/java";
    private const string Program = "LucenePeer";
    private const char ValueMark = '\u001f';
    private static readonly string[] Modules = ["core", "analyzers-common", "facet", "queries", "queryparser", "sandbox", "memory"];

    /// <returns>Its figures, or why it did not run.</returns>
    public static async Task<LuceneRun> RunAsync(IReadOnlyList<IndexRecord> records, IReadOnlyList<string> queries, IReadOnlyList<string> facets, IReadOnlyList<string> modes, CancellationToken cancellationToken)
    {
        string[] jars = [.. Modules.SelectMany(module => Directory.Exists(Jars) ? Directory.GetFiles(Jars, $"lucene-{module}-8.*.jar") : [])];
        if (jars.Length < Modules.Length)
            return LuceneRun.NotRun("liblucene8-java is not installed");
        string folder = Directory.CreateTempSubdirectory("medagg-lucene-").FullName;
        try
        {
            string classes = string.Join(':', [folder, .. jars]);
            await WriteProgramAsync(folder, cancellationToken);
            (string compiled, string? problem) = await JavaAsync("javac", ["-d", folder, "-cp", classes, Path.Combine(folder, Program + ".java")], cancellationToken);
            if (problem is not null)
                return LuceneRun.NotRun($"its program was not compiled: {problem} {compiled}".TrimEnd());

            string corpus = Path.Combine(folder, "corpus.tsv");
            string questions = Path.Combine(folder, "queries.txt");
            string best = Path.Combine(folder, "best.tsv");
            await File.WriteAllLinesAsync(corpus, records.Select(record => Line(record, facets.Count)), cancellationToken);
            await File.WriteAllLinesAsync(questions, queries, cancellationToken);
            string[] work =
            [
                "-Xmx3g", "-cp", classes, Program, corpus, questions, facets.Count == 0 ? "-" : string.Join(',', facets), string.Join(',', modes),
                SearchBench.WarmPasses.ToString(CultureInfo.InvariantCulture), SearchBench.MeasuredPasses.ToString(CultureInfo.InvariantCulture), Path.Combine(folder, "index"), best,
            ];
            (string output, problem) = await JavaAsync("java", work, cancellationToken);
            if (problem is not null)
                return LuceneRun.NotRun(problem);
            return new(Read(output), [.. (await File.ReadAllLinesAsync(best, cancellationToken)).Select(Keys)], null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<string> Keys(string line) => line.Split('\t', StringSplitOptions.RemoveEmptyEntries);

    private static async Task WriteProgramAsync(string folder, CancellationToken cancellationToken)
    {
        await using Stream source = typeof(LucenePeer).Assembly.GetManifestResourceStream($"peers/{Program}.java")!;
        await using FileStream file = File.Create(Path.Combine(folder, Program + ".java"));
        await source.CopyToAsync(file, cancellationToken);
    }

    private static string Line(IndexRecord record, int facets)
    {
        StringBuilder line = new(record.Key);
        line.Append('\t').Append(OneLine(string.Join(' ', record.Texts)));
        for (int facet = 0; facet < facets; facet++)
            line.Append('\t').Append(string.Join(ValueMark, record.Facets[facet].Select(OneLine)));
        return line.ToString();
    }

    private static string OneLine(string text) => text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');

    private static async Task<(string Output, string? Problem)> JavaAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            string told = await errors;
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            return (output, process.ExitCode == 0 ? null : $"{program} ended with {process.ExitCode}: {told.Split('\n')[0]}");
        }
        catch (Win32Exception)
        {
            return ("", $"{program} is not installed");
        }
    }

    private static LuceneFigures Read(string output)
    {
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        LuceneFigures figures = root.Deserialize<LuceneFigures>(JsonOutput.Options)!;
        return figures with
        {
            Modes = root.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object)
                .ToDictionary(property => property.Name, property => property.Value.Deserialize<SearchBenchMode>(JsonOutput.Options)!),
        };
    }
}

/// <param name="Figures">Its figures; null when it did not run.</param>
/// <param name="Best">Keys of its best twenty of each query.</param>
/// <param name="Problem">Why it did not run; null when it did.</param>
internal sealed record LuceneRun(LuceneFigures? Figures, IReadOnlyList<IReadOnlyList<string>> Best, string? Problem)
{
    public static LuceneRun NotRun(string problem) => new(null, [], problem);
}

/// <summary>What the peer measured of itself, as our own figures.</summary>
internal sealed record LuceneFigures
{
    public string Version { get; init; } = "";

    public double IndexSeconds { get; init; }

    public double IndexCpuSeconds { get; init; }

    /// <summary>Of its files.</summary>
    public long IndexBytes { get; init; }

    public IReadOnlyDictionary<string, SearchBenchMode> Modes { get; init; } = new Dictionary<string, SearchBenchMode>();
}
