namespace MedAgg.Jobs.Ingestion;

/// <summary>Runs two halves of one work: when one fails the other is stopped, and the failure that came first in cause is thrown.</summary>
internal static class Together
{
    public static async Task RunAsync(Func<CancellationToken, Task> first, Func<CancellationToken, Task> second, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] halves = [GuardAsync(first, both), GuardAsync(second, both)];
        Task all = Task.WhenAll(halves);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The half that was stopped reports a cancellation; what stopped it is the other one's exception.
        Task? cause = halves.FirstOrDefault(half => half.IsFaulted) ?? halves.FirstOrDefault(half => half.IsCanceled);
        if (cause is not null)
            await cause;
    }

    private static async Task GuardAsync(Func<CancellationToken, Task> half, CancellationTokenSource both)
    {
        try
        {
            await half(both.Token);
        }
        catch
        {
            await both.CancelAsync();
            throw;
        }
    }
}
