using MedAgg.Domain.Collections;

namespace MedAgg.Web.Features.Collections;

/// <summary>One collection as lists and details show it.</summary>
public sealed record CollectionRow
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required CollectionStatus Status { get; init; }

    /// <summary>What it draws from; empty when its recipe cannot be read.</summary>
    public required IReadOnlyList<RecipeSource> Sources { get; init; }

    public required string RecipeSha256 { get; init; }

    /// <summary>The search that led to it, as it was typed; null without one.</summary>
    public string? Query { get; init; }

    /// <summary>What is written for an image: <c>original</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Images written so far in the running build.</summary>
    public long Done { get; init; }

    public long? Images { get; init; }

    public long? Patients { get; init; }

    public long? ArchiveBytes { get; init; }

    public string? ArchiveSha256 { get; init; }

    /// <summary>Whether the newest build gave the same bytes as the one before; null after the first.</summary>
    public bool? RebuiltIdentical { get; init; }

    public int Builds { get; init; }

    public bool CancelRequested { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public string? Owner { get; init; }

    public string? Team { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the reader may cancel it or build it again.</summary>
    public bool MayChange { get; init; }

    public bool IsOpen => Status is CollectionStatus.Queued or CollectionStatus.Building;

    /// <summary>Share of the running build, 0 to 1; null while it is not known how many images there are.</summary>
    public double? Share => Status switch
    {
        CollectionStatus.Queued => 0,
        CollectionStatus.Building => Images is { } all and > 0 ? Math.Clamp((double)Done / all, 0, 1) : null,
        _ => 1,
    };

    /// <summary>Time that the running build still needs at its pace so far; null while nothing tells.</summary>
    public TimeSpan? Left(DateTimeOffset now) =>
        Status == CollectionStatus.Building && StartedAt is { } began && Images is { } all && Done > 0 && Done <= all && now > began
            ? (now - began) * ((double)(all - Done) / Done)
            : null;

    /// <summary>Time until the archive is deleted; null when there is none.</summary>
    public TimeSpan? Kept(DateTimeOffset now) =>
        Status == CollectionStatus.Ready && ExpiresAt is { } end ? end > now ? end - now : TimeSpan.Zero : null;

    /// <summary>Name of the downloaded file: letters and digits of the name, and the id.</summary>
    public string FileName => FileNameOf(Name, Id, ".zip");

    internal static string FileNameOf(string name, long id, string ending)
    {
        const int MaxCharacters = 60;
        string plain = string.Concat(name.Normalize().Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
        string words = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        words = words[..Math.Min(words.Length, MaxCharacters)].Trim('-');
        return words.Length == 0 ? $"collection-{id}{ending}" : $"{words}-{id}{ending}";
    }
}
