using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>Says of an order why it is not taken. What the source itself says is the job's affair.</summary>
public sealed class OrderJudge(IDbContextFactory<MedAggContext> contexts, AddressJudge addresses, IBlobStore blobs, TeamQuotas quotas, IOptions<IngestionDoorOptions> options)
{
    /// <summary>Longest name and longest place in characters, as the store has them.</summary>
    internal const int MaxName = 200;

    internal const int MaxLocation = 4096;

    private const int MaxChoiceWords = 500;
    private const int MaxChoiceWord = 500;

    /// <returns>The refusal; null when the order may be taken.</returns>
    public async Task<Refusal?> JudgeAsync(Actor actor, IngestionOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(order);
        IngestionSource source = SourceText.Tidy(order.Source);
        return JudgeForm(actor, order with { Source = source })
            ?? await JudgeQueueAsync(actor, cancellationToken)
            ?? await JudgeQuotaAsync(order.TeamId, source, bytes: 0, cancellationToken)
            ?? source.Kind switch
            {
                SourceKind.Upload => await JudgeUploadAsync(actor, source, cancellationToken),
                _ => await addresses.JudgeAsync(source, cancellationToken),
            };
    }

    /// <summary>Whether there will be room for a file that somebody is about to send: who may not order it, or has no room for it, need not send it.</summary>
    internal async Task<Refusal?> JudgeRoomAsync(Actor actor, string name, UploadBody upload, CancellationToken cancellationToken) =>
        JudgeActor(actor, upload.TeamId) ?? await JudgeQuotaAsync(upload.TeamId, new() { Kind = SourceKind.Upload, Location = name }, upload.Size, cancellationToken);

    /// <summary>What the order itself tells, without asking anybody.</summary>
    internal static Refusal? JudgeForm(Actor actor, IngestionOrder order)
    {
        IngestionSource source = order.Source;
        return JudgeActor(actor, order.TeamId) is { } notAllowed ? notAllowed
            : source.Location.Length == 0 ? new(DoorCodes.SourceMissing, "There is no address, file or path.")
            : source.Location.Length > MaxLocation ? new(UrlCodes.TooLong, $"The address has {source.Location.Length} characters; at most {MaxLocation} are taken.")
            : order.Name?.Trim().Length > MaxName ? new(DoorCodes.NameTooLong, $"The name has more than {MaxName} characters.")
            : source.Kind == SourceKind.ServerPath && !actor.IsAdministrator ? new(DoorCodes.PathNotAllowed, "Only administrators may name a path on the server.")
            : ChoiceFault(source) is { } fault ? new(DoorCodes.ChoiceInvalid, $"The choice cannot be used: {fault}.")
            : source.Kind == SourceKind.Upload && source.Blob is null ? new(DoorCodes.UploadUnknown, $"{source.Location} was not uploaded here.")
            : null;
    }

    private static Refusal? JudgeActor(Actor actor, long? teamId) =>
        !actor.MayWork ? new(DoorCodes.SignInRequired, "Sign in to add data.")
        : teamId is { } team && !actor.MayWorkFor(team) ? new(DoorCodes.TeamNotYours, $"You do not edit in team {team}.")
        : null;

    private static string? ChoiceFault(IngestionSource source)
    {
        SourceChoice choice = source.Choice();
        int words = choice.Include.Count + choice.Exclude.Count + choice.Patients.Count;
        return words > MaxChoiceWords ? $"it has {words} patterns; at most {MaxChoiceWords} are taken"
            : choice.Include.Concat(choice.Exclude).Concat(choice.Patients).Any(word => word.Length is 0 or > MaxChoiceWord) ? $"a pattern is empty or has more than {MaxChoiceWord} characters"
            : choice.MaxBytes is <= 0 ? "the limit of bytes is not above zero"
            : choice.MaxPatients is <= 0 ? "the number of patients is not above zero"
            : choice.LabelTable?.Length > MaxLocation || choice.LabelColumn?.Length > MaxChoiceWord || choice.PatientColumn?.Length > MaxChoiceWord ? $"the name of a table or column has more than {MaxChoiceWord} characters"
            : choice.PerClass is <= 0 ? "the number of patients of each class is not above zero"
            : null;
    }

    private async Task<Refusal?> JudgeQueueAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.IsAdministrator)
            return null;

        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        int unfinished = await context.Ingestions.CountAsync(
            request => request.RequestedBy == actor.UserId && (request.Status == IngestionStatus.Queued || request.Status == IngestionStatus.Running || request.Status == IngestionStatus.Paused), cancellationToken);
        int limit = options.Value.MaxUnfinishedPerAccount;
        return unfinished < limit ? null : new(DoorCodes.TooManyJobs, $"{unfinished} of your jobs are not finished; {limit} may be open at once.");
    }

    private async Task<Refusal?> JudgeQuotaAsync(long? teamId, IngestionSource source, long bytes, CancellationToken cancellationToken)
    {
        if (teamId is not { } team || await quotas.FindAsync(team, cancellationToken) is not { } quota)
            return null;
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        bool isKnown = await context.Ingestions.AnyAsync(
            request => request.TeamId == team && request.Status == IngestionStatus.Succeeded && request.VersionId != null
                && request.Source.Kind == source.Kind && request.Source.Location == source.Location,
            cancellationToken);
        return quota.JudgeStart(isNew: !isKnown) ?? (bytes > 0 ? quota.JudgeSource(bytes, files: 1) : null);
    }

    // Bytes are addressed by their hash; whoever knows a hash must not get at what somebody else uploaded.
    private async Task<Refusal?> JudgeUploadAsync(Actor actor, IngestionSource source, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        bool isOwn = await context.AuditEvents.AnyAsync(
            e => e.SubjectKind == IngestionAudit.UploadKind && e.SubjectId == source.Blob && e.ActorId == actor.UserId, cancellationToken);
        if (!isOwn)
            return new(DoorCodes.UploadUnknown, $"{source.Location} was not uploaded by this account.");

        // A failed or cancelled job gives its bytes back, and upkeep clears what nobody claimed.
        return await blobs.ExistsAsync(source.Blob!, cancellationToken)
            ? null
            : new(DoorCodes.UploadUnknown, $"The bytes of {source.Location} are not kept any more: upload the file again.");
    }
}
