using MedAgg.Domain.Catalog;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Licences;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Catalog;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Licences;
using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Quotas;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Station 1: the provider lists what the source has; the draft version begins, so that screens fill from here on. What an earlier ingestion fetched is taken over.</summary>
internal sealed class ResolveStation(
    SourceResolver resolver, DatasetDrafts drafts, EarlierFiles earlier, UnchangedEnd unchanged, LicenceGate gate, ClosedEnd closed, IngestionWriter writer, StageKeeper stages, TeamQuotas quotas, TimeProvider clock)
{
    private const int MaxNameCharacters = 200;

    /// <returns>The run with its request as stored; a finished request when the source has nothing new.</returns>
    public async Task<IngestionRun> RunAsync(IngestionRun run, CancellationToken cancellationToken)
    {
        if (StageKeeper.IsDone(run, StageName.Resolve))
            return run;
        await stages.StartAsync(run, StageName.Resolve, new(), cancellationToken);
        Resolution resolution = await resolver.ResolveAsync(run.Request.Source, run.Request.RequestedBy, heard: null, cancellationToken);
        SourcePlan plan = resolution.Plan ?? throw new RefusedException(resolution.Refusal!);
        LicenceTerms terms = LicenceGate.TermsOf(plan);
        if (terms.IsClosed || plan.IsWithheld)
            return await closed.DescribeAsync(run, plan, terms, cancellationToken);
        if (await gate.JudgeAsync(plan, run.Request.RequestedBy, cancellationToken) is { } notAccepted)
            throw new RefusedException(notAccepted);
        if (plan.Files.Count == 0)
            throw new RefusedException(SourceCodes.Empty, "The source lists no file.");

        await RefuseOverQuotaAsync(run, plan, cancellationToken);
        run.Progress.Add(plan.Files.Count, 0);
        IngestionRequest? stored = null;
        int reused = 0;
        bool isNew = true;
        await writer.StoreAsync(
            run,
            async (context, request) =>
            {
                bool isNamed = !string.IsNullOrWhiteSpace(request.Name);
                if (!isNamed)
                    request.Rename(plan.Name.Length <= MaxNameCharacters ? plan.Name : plan.Name[..MaxNameCharacters]);
                DatasetVersion draft = await drafts.BeginAsync(context, request, plan, isNamed, cancellationToken);
                draft.Attribute(SourceOf(plan, request));
                request.Assign(plan.Provider);
                request.Fill(draft.DatasetId, draft.Id);
                List<Artefact> artefacts = [.. plan.Files.Select((file, index) => ArtefactOf(request.Id, index, file))];
                EarlierFetch? last = await EarlierFiles.FindAsync(context, request, cancellationToken);
                isNew = last is null || !last.IsSame(artefacts);
                if (isNew && last is not null)
                    reused = await earlier.ReuseAsync(context, last, artefacts, cancellationToken);
                context.Artefacts.AddRange(artefacts);
                request.Advance(stages.Close(run));
                stored = request;
            },
            cancellationToken);
        await TellAsync(run, plan, reused, cancellationToken);
        run = run with { Request = stored! };
        return isNew ? run : await unchanged.KeepAsync(run, cancellationToken);
    }

    // Before anything is fetched. What a source does not state can only be judged by what the team has already.
    private async Task RefuseOverQuotaAsync(IngestionRun run, SourcePlan plan, CancellationToken cancellationToken)
    {
        if (run.Request.TeamId is not { } team || await quotas.FindAsync(team, cancellationToken) is not { } quota)
            return;
        if (quota.JudgeSource(plan.Files.Sum(file => file.SizeBytes ?? 0), plan.Files.Count) is { } refusal)
            throw new RefusedException(refusal);
    }

    private static Artefact ArtefactOf(long ingestionId, int ordinal, PlannedFile file)
    {
        Artefact artefact = new(ingestionId, ordinal, file.Path, file.Location, file.SizeBytes, file.Checksum);
        artefact.Describe(file.Stamp, file.Mirrors);
        return artefact;
    }

    private VersionSource SourceOf(SourcePlan plan, IngestionRequest request) => new()
    {
        Provider = plan.Provider,
        Pin = plan.Pin,
        Version = plan.Version,
        LandingPage = plan.LandingPage,
        Doi = plan.Doi,
        Licence = plan.Licence,
        LicenceUrl = plan.LicenceUrl,
        Access = plan.Access,
        Choice = request.Source.ChoiceJson,
        AskedAt = clock.GetUtcNow(),
    };

    private async Task TellAsync(IngestionRun run, SourcePlan plan, int reused, CancellationToken cancellationToken)
    {
        string version = plan.Version is { } stated ? $", version {stated}" : "";
        string left = plan.FilesLeftOut > 0 ? $"; {plan.FilesLeftOut} more are left out as chosen" : "";
        await writer.LogAsync(run, StageName.Resolve, $"The source ({plan.Provider}{version}) lists {plan.Files.Count} file(s){left}.", isProblem: false, cancellationToken);
        if (reused > 0)
            await writer.LogAsync(run, StageName.Resolve, $"{reused} file(s) are the same as before and are not fetched again.", isProblem: false, cancellationToken);
        foreach (string warning in plan.Warnings.Take(50))
            await writer.LogAsync(run, StageName.Resolve, warning, isProblem: true, cancellationToken);
    }
}
