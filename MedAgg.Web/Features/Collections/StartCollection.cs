using MedAgg.Domain.Catalog;
using MedAgg.Domain.Changes;
using MedAgg.Domain.Collections;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Features.Collections;

/// <summary>Freezes a recipe: plans it, pins its versions, writes the collection and hands it to the job nodes.</summary>
public sealed class StartCollection(
    IDbContextFactory<MedAggContext> contexts, RecipePlanner planner, CollectionScheduler scheduler, IChangeFeed changes, TimeProvider clock)
{
    internal const int MaxName = 200;

    public async Task<StartedCollection> RunAsync(Actor actor, CollectionOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(order);
        if (JudgeForm(actor, order) is { } wrong)
            return new(null, wrong);

        (RecipePlan? plan, Refusal? refusal) = await planner.PlanAsync(order.Recipe, ViewerOf(actor), cancellationToken);
        if (plan is null)
            return new(null, refusal);
        if (plan.Licence.Class != LicenceClass.Open && !order.AcceptsLicences)
            return StartedCollection.Refused(CollectionCodes.LicenceNotAccepted, "A source is not free: its terms must be accepted first.");

        var collection = new Collection(plan.Recipe.Name.Trim(), plan.RecipeJson, plan.RecipeSha256, actor.UserId, order.TeamId, clock.GetUtcNow());
        collection.Count(plan.Images, plan.Patients);
        await WriteAsync(collection, plan, cancellationToken);
        await scheduler.EnqueueAsync(collection.Id, cancellationToken);
        await changes.PublishAsync(new(ChangeKind.Collection, $"{collection.Id}"), cancellationToken);
        return new(collection.Id, null);
    }

    /// <summary>What a recipe may draw from: what its owner may see.</summary>
    internal static RecipeViewer ViewerOf(Actor actor) => actor.UserId is { } user ? new(user) : RecipeViewer.Server;

    internal static Refusal? JudgeForm(Actor actor, CollectionOrder order) =>
        !actor.MayWork ? new(CollectionCodes.SignInRequired, "Sign in to build a collection.")
        : string.IsNullOrWhiteSpace(order.Recipe.Name) ? new(CollectionCodes.NameMissing, "The collection needs a name.")
        : order.Recipe.Name.Trim().Length > MaxName ? new(CollectionCodes.NameTooLong, $"The name has more than {MaxName} characters.")
        : order.Recipe.Sources.Count == 0 ? new(CollectionCodes.RecipeEmpty, "The recipe names no source.")
        : order.TeamId is { } team && !actor.MayWorkFor(team) ? new(CollectionCodes.TeamNotYours, $"You do not edit in team {team}.")
        : null;

    private async Task WriteAsync(Collection collection, RecipePlan plan, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Collections.Add(collection);
        await context.SaveChangesAsync(cancellationToken);
        context.AuditEvents.Add(CollectionAudit.Of(
            CollectionAudit.Created, collection.Id, collection.OwnerId, clock.GetUtcNow(), new { licence = plan.Licence.Class.ToString(), images = plan.Images }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
