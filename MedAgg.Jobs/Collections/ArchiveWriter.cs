using System.Security.Cryptography;
using System.Text;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Archives;
using MedAgg.Jobs.Storage;

namespace MedAgg.Jobs.Collections;

/// <summary>Writes the archive of a draft: images, table, hashes, README, recipe, in the order of their names.</summary>
internal sealed class ArchiveWriter(ArchiveDrafter drafter, IBlobStore blobs)
{
    private const int BufferBytes = 1 << 20;

    /// <param name="path">Where the archive is written; must not exist.</param>
    /// <param name="recipe">Pinned recipe.</param>
    /// <param name="recipeJson">Its canonical text.</param>
    /// <param name="draft">What goes in.</param>
    /// <param name="sources">Where it comes from.</param>
    /// <param name="warnings">What must be known before the archive is passed on.</param>
    /// <param name="work">Where the table is made.</param>
    /// <param name="written">Called after each image.</param>
    public async Task WriteAsync(
        string path, Recipe recipe, string recipeJson, ArchiveDraft draft, IReadOnlyList<ResolvedSource> sources, IReadOnlyList<string> warnings, WorkArea work, Action written, CancellationToken cancellationToken)
    {
        List<Part> parts = [.. draft.Images.Select(image => new Part(image.Name, image.Sha256, image.SizeBytes, image))];
        parts.Add(await TableAsync(draft, sources, work.NewFile(), cancellationToken));
        parts.Add(Made("README.md", ReadmeText.Write(recipe, RecipeJson.Sha256(recipeJson), draft.Sources, warnings)));
        parts.Add(Made("recipe.json", recipeJson + "\n"));
        parts.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        parts.Add(Made("SHA256SUMS", string.Concat(parts.Select(part => $"{part.Sha256}  {part.Name}\n"))));
        parts.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));

        await using FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous);
        ZipWriter zip = new(file);
        await using ProvedImages proved = new(blobs, parts.Select(part => part.Image).OfType<DraftImage>().Where(ProvedImages.Fits), cancellationToken);
        foreach (Part part in parts)
        {
            if (part.Image is { } image)
            {
                await AddAsync(zip, image, proved, cancellationToken);
                written();
            }
            else
            {
                await using Stream content = part.File is { } made ? File.OpenRead(made) : new MemoryStream(part.Bytes!);
                await zip.AddAsync(part.Name, content, part.SizeBytes, Packing.Stored, part.SizeBytes, part.Sha256, cancellationToken);
            }
        }

        await zip.FinishAsync(cancellationToken);
    }

    private async Task AddAsync(ZipWriter zip, DraftImage image, ProvedImages proved, CancellationToken cancellationToken)
    {
        try
        {
            if (ProvedImages.Fits(image))
            {
                using ProvedImage next = await proved.NextAsync();
                await zip.AddAsync(image.Name, next.Packed.Memory, image.Place.Packing, image.SizeBytes, next.Crc32, cancellationToken);
                return;
            }

            Stream blob = await blobs.OpenAsync(image.Place.Blob, cancellationToken);
            await using BlobSlice packed = new(blob, image.Place.Offset, image.Place.Length);
            await zip.AddAsync(image.Name, packed, image.Place.Length, image.Place.Packing, image.SizeBytes, image.Sha256, cancellationToken);
        }
        catch (FileNotFoundException exception)
        {
            throw new RefusedException(new("BLOB_MISSING", $"The stored bytes of '{image.Path}' are gone; ingest its dataset again."), exception);
        }
    }

    private async Task<Part> TableAsync(ArchiveDraft draft, IReadOnlyList<ResolvedSource> sources, string path, CancellationToken cancellationToken)
    {
        await using (StreamWriter text = new(path, append: false, new UTF8Encoding(false), BufferBytes))
            await drafter.WriteTableAsync(text, draft, sources, cancellationToken);
        await using FileStream written = File.OpenRead(path);
        return new("metadata.csv", Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken)), written.Length, null) { File = path };
    }

    private static Part Made(string name, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return new(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length, null) { Bytes = bytes };
    }

    private sealed record Part(string Name, string Sha256, long SizeBytes, DraftImage? Image)
    {
        public string? File { get; init; }

        public byte[]? Bytes { get; init; }
    }
}
