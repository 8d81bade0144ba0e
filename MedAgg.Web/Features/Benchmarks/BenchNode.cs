using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Ingestion;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>The process that <c>bench ingest</c> measures: a job node that has worked before, as job nodes do, and then gets the source.</summary>
internal static class BenchNode
{
    /// <summary>The hidden option of the process.</summary>
    public const string Option = "--node";

    /// <summary>Slices of the set that it works on first, so that its code is compiled.</summary>
    public const int WarmUpFiles = 400;

    /// <summary>How often it does so: the runtime compiles what is used much twice, the second time with what it saw.</summary>
    public const int WarmUps = 4;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Ingests one source after the other and tells of the last.</summary>
    public static async Task<IngestionReport> RunAsync(OpenToolHost open, string dataFolder, IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        await using IToolHost host = await open(dataFolder, true, cancellationToken);
        IngestionReport? last = null;
        foreach (string source in sources)
        {
            last = await IngestAsync(host.Services, source, cancellationToken);
            await Task.Delay(Settling, cancellationToken);
        }

        return last ?? throw new RefusedException("BENCH_FAILED", "No source was named.");
    }

    private static async Task<IngestionReport> IngestAsync(IServiceProvider services, string source, CancellationToken cancellationToken)
    {
        StartedIngestion started = await services.GetRequiredService<StartIngestion>()
            .RunAsync(Actor.Terminal, new IngestionOrder(IngestCommand.SourceOf(source)), cancellationToken);
        long id = started.Id ?? throw new RefusedException(started.Refusal!);
        while (true)
        {
            JobView job = await services.GetRequiredService<IngestionQueries>().FindAsync(Actor.Terminal, id, cancellationToken)
                ?? throw new RefusedException(IngestionQueries.Unknown(id));
            if (job.Row.Status == IngestionStatus.Succeeded)
                return IngestionReport.Of(job);
            if (job.Row.IsFinished)
                throw new RefusedException(job.Row.ErrorCode ?? "CANCELLED", job.Row.ErrorMessage ?? "The ingestion was cancelled.");
            await Task.Delay(Look, cancellationToken);
        }
    }
}
