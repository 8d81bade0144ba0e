using System.Globalization;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Credentials;
using MedAgg.Jobs.Fetching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Discovery;

/// <summary>Asks all providers of a stored question at once. Each answer is stored when it is there, so that a screen fills provider by provider; a second run asks only those who have not answered.</summary>
public sealed class SearchRunner(
    IDbContextFactory<MedAggContext> contexts,
    IEnumerable<IDatasetSearch> searches,
    CredentialVault vault,
    IChangeFeed changes,
    IOptions<DiscoveryOptions> options,
    TimeProvider clock,
    ILogger<SearchRunner> logger)
{
    private const string NotInTime = "PROVIDER_NOT_IN_TIME";
    private const string Gone = "PROVIDER_GONE";

    public async Task RunAsync(long searchId, CancellationToken cancellationToken)
    {
        ProviderSearch? search;
        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
            search = await context.ProviderSearches.AsNoTracking().Include(s => s.Answers).SingleOrDefaultAsync(s => s.Id == searchId, cancellationToken);
        if (search is null || search.FinishedAt is not null)
            return;
        await Task.WhenAll(search.Answers.Where(answer => !answer.IsFinished).Select(answer => AskAsync(search, answer.Id, answer.Provider, cancellationToken)));
        await StoreAsync(searchId, context => context.ProviderSearches.SingleAsync(s => s.Id == searchId, cancellationToken), found => found.Finish(clock.GetUtcNow()), cancellationToken);
    }

    private async Task AskAsync(ProviderSearch search, long answerId, string provider, CancellationToken cancellationToken)
    {
        Task<ProviderAnswer> Row(MedAggContext context) => context.ProviderAnswers.SingleAsync(a => a.Id == answerId, cancellationToken);
        await StoreAsync(search.Id, Row, answer => answer.Begin(clock.GetUtcNow()), cancellationToken);
        using CancellationTokenSource patience = new(options.Value.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            SearchAnswer answer = await AskAsync(search, provider, either.Token);
            if (answer.Refusal is { } refusal)
                await StoreAsync(search.Id, Row, row => row.Fail(AnswerState.Failed, refusal, clock.GetUtcNow()), cancellationToken);
            else
                await StoreAsync(search.Id, Row, row => row.Answer(answer.Found, answer.Total, clock.GetUtcNow()), cancellationToken);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Log.ProviderSilent(logger, provider, options.Value.Patience);
            Refusal late = new(NotInTime, string.Create(CultureInfo.InvariantCulture, $"It did not answer within {options.Value.Patience.TotalSeconds:0} s."));
            await StoreAsync(search.Id, Row, row => row.Fail(AnswerState.TimedOut, late, clock.GetUtcNow()), cancellationToken);
        }
    }

    private async Task<SearchAnswer> AskAsync(ProviderSearch search, string provider, CancellationToken cancellationToken)
    {
        if (searches.FirstOrDefault(one => one.Provider == provider) is not { } found)
            return SearchAnswer.Refused(new(Gone, $"The provider {provider} is not searched any more."));
        SourceCredentials? credentials = null;
        if (found.CredentialsOrigin is { } origin)
            (credentials, _) = await vault.OpenAsync(id: null, origin, search.RequestedBy, cancellationToken);
        return await found.FindAsync(search.Text, options.Value.Limit, credentials, cancellationToken);
    }

    private async Task StoreAsync<T>(long searchId, Func<MedAggContext, Task<T>> find, Action<T> change, CancellationToken cancellationToken)
    {
        await using (MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            change(await find(context));
            await context.SaveChangesAsync(cancellationToken);
        }

        await changes.PublishAsync(new(ChangeKind.ProviderSearch, searchId.ToString(CultureInfo.InvariantCulture)), cancellationToken);
    }
}
