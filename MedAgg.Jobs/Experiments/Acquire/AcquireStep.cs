using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Experiments.Pipelines;

namespace MedAgg.Jobs.Experiments.Acquire;

/// <summary>Brings the source into the step's folder, so that the experiment goes on to mean the same bytes whatever becomes of the source.</summary>
internal sealed partial class AcquireStep : IPipelineStep
{
    public StepName Name => StepName.Acquire;

    public int CodeVersion => 1;

    public async Task<string> InputsAsync(StepContext context, CancellationToken cancellationToken)
    {
        await using FileStream file = File.OpenRead(PathOf(context));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        string path = PathOf(context);
        string name = Path.GetFileName(path);
        await using (FileStream from = File.OpenRead(path))
        await using (FileStream to = File.Create(context.File(name)))
            await from.CopyToAsync(to, cancellationToken);
        await File.WriteAllTextAsync(context.File("source.json"), JsonSerializer.Serialize(new { file = name, bytes = new FileInfo(path).Length }), cancellationToken);
        context.Tell(new(1, 1));
    }

    private static string PathOf(StepContext context)
    {
        AcquireSettings settings = context.Read<AcquireSettings>();
        foreach (string pattern in settings.Paths)
        {
            string path = Variable().Replace(pattern, match => Environment.GetEnvironmentVariable(match.Groups[1].Value) ?? "\0");
            if (path.Contains('\0', StringComparison.Ordinal))
                continue;
            string full = Path.GetFullPath(path, context.BaseFolder);
            if (File.Exists(full))
                return full;
        }

        throw new RefusedException("SOURCE_NOT_FOUND", $"Step acquire: none of {string.Join(", ", settings.Paths.Select(Path.GetFileName))} is on this machine.");
    }

    [GeneratedRegex(@"\$\{([A-Z_][A-Z0-9_]*)\}")]
    private static partial Regex Variable();
}
