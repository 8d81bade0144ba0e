using System.Globalization;
using Npgsql;
using Quartz;

namespace MedAgg.Jobs.Scheduling;

/// <summary>The queue that all nodes share: web nodes put jobs in, workers run them. A job's name is its kind and the id of its row, so that one row has one job.</summary>
public sealed class JobQueue(ISchedulerFactory schedulers, NpgsqlDataSource source) : IDisposable
{
    /// <summary>Name under which a job finds the id of its row.</summary>
    public const string IdKey = "id";

    private const long SchemaLock = 20261122;

    private readonly SemaphoreSlim _once = new(1, 1);
    private IScheduler? _scheduler;

    /// <summary>Puts a job into the queue; does nothing when the row has one already.</summary>
    /// <typeparam name="TJob">The door.</typeparam>
    /// <param name="kind">For example <c>ingestion</c>.</param>
    /// <param name="id">Id of the row.</param>
    public async Task EnqueueAsync<TJob>(string kind, long id, CancellationToken cancellationToken)
        where TJob : IJob
    {
        IScheduler scheduler = await OpenAsync(cancellationToken);
        IJobDetail job = JobBuilder.Create<TJob>()
            .WithIdentity(Key(kind, id))
            .UsingJobData(IdKey, id)
            .RequestRecovery()
            .Build();
        ITrigger now = TriggerBuilder.Create().WithIdentity(Name(id), kind).StartNow().Build();
        try
        {
            await scheduler.ScheduleJob(job, now, cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            return; // waiting or running already
        }
    }

    /// <summary>Sees to it that the row's job begins once more from now on: also when it runs at this moment and is about to stop.</summary>
    /// <typeparam name="TJob">The door; one row's jobs must not run at the same time.</typeparam>
    /// <param name="kind">For example <c>ingestion</c>.</param>
    /// <param name="id">Id of the row.</param>
    public async Task EnqueueAgainAsync<TJob>(string kind, long id, CancellationToken cancellationToken)
        where TJob : IJob
    {
        IScheduler scheduler = await OpenAsync(cancellationToken);
        try
        {
            if (await scheduler.Exists(Key(kind, id), cancellationToken))
            {
                await scheduler.ScheduleJob(TriggerBuilder.Create().ForJob(Key(kind, id)).StartNow().Build(), cancellationToken: cancellationToken);
                return;
            }
        }
        catch (JobPersistenceException)
        {
            // It ended between the two calls; it is put in anew.
        }

        await EnqueueAsync<TJob>(kind, id, cancellationToken);
    }

    /// <summary>Whether the row has a job that waits or runs somewhere.</summary>
    /// <exception cref="OperationCanceledException">This node is about to stop.</exception>
    public async Task<bool> IsLiveAsync(string kind, long id, CancellationToken cancellationToken)
    {
        IScheduler scheduler = await OpenAsync(cancellationToken);
        try
        {
            return await scheduler.Exists(Key(kind, id), cancellationToken);
        }
        catch (SchedulerException exception) when (scheduler.Status is SchedulerStatus.Shutdown)
        {
            throw new OperationCanceledException("The queue of this node is closed.", exception, cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _once.Dispose();

    // The scheduler makes its tables when it is first built; two nodes that start together must not do it at once.
    private async Task<IScheduler> OpenAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            return _scheduler ??= await BuildAsync(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    private async Task<IScheduler> BuildAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (NpgsqlCommand alone = new($"select pg_advisory_xact_lock({SchemaLock})", connection, transaction))
            await alone.ExecuteNonQueryAsync(cancellationToken);
        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return scheduler;
    }

    private static JobKey Key(string kind, long id) => new(Name(id), kind);

    private static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);
}
