using System.Text.Json;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Catalog;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Experiments;

/// <summary>Keeps what steps made, by key: a second run with the same inputs takes it from here.</summary>
public sealed class StepStore(IDbContextFactory<MedAggContext> contexts, IBlobStore blobs, BlobReferences references, TimeProvider clock)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The same for files that people read.</summary>
    internal static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The output of that key; null when no step has made it, or its bytes are lost.</summary>
    public async Task<StepOutput?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        List<StepFile> files = await context.StepFiles.AsNoTracking().Where(file => file.Key == key).ToListAsync(cancellationToken);
        if (files.Count == 0)
            return null;
        foreach (StepFile file in files)
        {
            if (!await blobs.ExistsAsync(file.Blob, cancellationToken))
            {
                await context.StepFiles.Where(row => row.Key == key).ExecuteDeleteAsync(cancellationToken);
                return null;
            }
        }

        return new(key, files.ToDictionary(file => file.Name, StringComparer.Ordinal));
    }

    /// <summary>Forgets outputs of a key that are older than a moment: the step is to be done again.</summary>
    internal async Task ForgetAsync(string key, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.StepFiles.Where(file => file.Key == key && file.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Takes the files of a folder over. Whoever is first with a key wins; the other's files are the same by construction.</summary>
    internal async Task<StepOutput> TakeAsync(string key, string step, string folder, CancellationToken cancellationToken)
    {
        List<StepFile> files = [];
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            BlobRef blob = await blobs.AdoptAsync(path, null, cancellationToken);
            files.Add(new() { Key = key, Step = step, Name = Path.GetFileName(path), Blob = blob.Sha256, SizeBytes = blob.SizeBytes, CreatedAt = clock.GetUtcNow() });
        }

        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({key}, 20261123))", cancellationToken);
            if (!await context.StepFiles.AnyAsync(file => file.Key == key, cancellationToken))
            {
                if (await references.ClaimAsync(context, files.Select(file => file.Blob), cancellationToken) is not null)
                    throw new RefusedException("BLOB_MISSING", $"A file of step {step} left the store while it was taken in; run again.");
                context.StepFiles.AddRange(files);
                await context.SaveChangesAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return await FindAsync(key, cancellationToken) ?? throw new RefusedException("BLOB_MISSING", $"What step {step} made is not in the store any more; run again.");
    }

    /// <summary>All bytes of a file of a step.</summary>
    public async Task<byte[]> ReadAsync(StepOutput output, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        StepFile file = output.Files[name];
        await using Stream stream = await blobs.OpenAsync(file.Blob, cancellationToken);
        byte[] bytes = new byte[file.SizeBytes];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>A JSON file of a step.</summary>
    public async Task<T> ReadJsonAsync<T>(StepOutput output, string name, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<T>(await ReadAsync(output, name, cancellationToken), Json)
            ?? throw new InvalidDataException($"{name} of step output {output.Key} is empty.");
}
