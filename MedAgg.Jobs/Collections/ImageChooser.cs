using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Collections;

/// <summary>Streams the images that the sources of a recipe choose, each once, in the order of dataset folder and path bytes.</summary>
internal sealed class ImageChooser(IDbContextFactory<MedAggContext> contexts)
{
    public async IAsyncEnumerable<ChosenImage> ChooseAsync(IReadOnlyList<ResolvedSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Several sources may draw from one version, for instance so many of each class.
        HashSet<long> given = [];
        foreach (ResolvedSource source in sources.OrderBy(source => source.Folder, StringComparer.Ordinal).ThenBy(source => RecipeKey(source), StringComparer.Ordinal))
        {
            HashSet<long>? limited = source.Source.Limit is { } limit ? await DrawAsync(source, limit, cancellationToken) : null;
            await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
            IAsyncEnumerable<ImageAndFile> rows = Rows(context, source)
                .OrderBy(row => EF.Functions.Collate(row.File.Path, "C"))
                .AsAsyncEnumerable();
            await foreach (ImageAndFile row in rows.WithCancellation(cancellationToken))
            {
                if ((limited is null || limited.Contains(row.File.Id)) && given.Add(row.File.Id))
                    yield return new(source, row.Image, row.File);
            }
        }
    }

    /// <summary>The first so many in the order of SHA-256(seed, image hash): nothing but the pictures and the seed decides.</summary>
    private async Task<HashSet<long>> DrawAsync(ResolvedSource source, int limit, CancellationToken cancellationToken)
    {
        PriorityQueue<long, (ulong, ulong, long)> drawn = new(Comparer<(ulong, ulong, long)>.Create((a, b) => b.CompareTo(a))); // largest first out
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Rows(context, source).Select(row => new { row.File.Id, row.File.Sha256, row.File.Path }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            byte[] place = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{source.Source.Seed}\n{row.Sha256}")));
            byte[] tie = SHA256.HashData(Encoding.UTF8.GetBytes(row.Path)); // identical pictures differ by path
            drawn.Enqueue(row.Id, (BinaryPrimitives.ReadUInt64BigEndian(place), BinaryPrimitives.ReadUInt64BigEndian(tie), row.Id));
            if (drawn.Count > limit)
                drawn.Dequeue();
        }

        return [.. drawn.UnorderedItems.Select(item => item.Element)];
    }

    private static IQueryable<ImageAndFile> Rows(MedAggContext context, ResolvedSource source)
    {
        IQueryable<ImageAndFile> rows = context.Images.AsNoTracking()
            .Where(image => image.VersionId == source.VersionId)
            .Join(context.Files.AsNoTracking(), image => image.FileId, file => file.Id, (image, file) => new ImageAndFile { Image = image, File = file })
            .Where(row => row.File.Role == FileRole.Image);
        return RecipeFilter.Apply(rows, source.Source.Filter);
    }

    private static string RecipeKey(ResolvedSource source) =>
        FormattableString.Invariant($"{source.Source.Limit}/{source.Source.Seed}/") + string.Join('&', source.Source.Filter.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join(',', pair.Value.Order(StringComparer.Ordinal))}"));
}

/// <summary>One image that goes into a collection.</summary>
internal sealed record ChosenImage(ResolvedSource Source, ImageFact Image, DatasetFile File);
