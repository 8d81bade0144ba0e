using System.Security.Claims;
using MedAgg.Jobs.Quotas;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Refusals;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MedAgg.Web.Features.Quotas;

/// <summary>Quotas for programs: members read those of their teams, administrators set them.</summary>
internal static class QuotaEndpoints
{
    public static void MapQuotas(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/quotas").RequireAuthorization().AddEndpointFilter<SameSiteFilter>().WithTags("Quotas");
        api.MapGet("", ListAsync).WithName("Quotas").WithSummary("What the reader's teams use and may use; all teams for administrators.");
        api.MapPut("/{teamId:long}", SetAsync).WithName("SetQuota").WithSummary("Gives a team numbers of its own; null takes the ones of the site. Administrators only.");
    }

    private static async Task<JsonHttpResult<QuotaList>> ListAsync(ClaimsPrincipal person, ActorQueries actors, QuotaDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Json(new QuotaList(await desk.ListAsync(await actors.OfAsync(person, cancellationToken), cancellationToken)), JsonOutput.Options);

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        long teamId, QuotaChange change, ClaimsPrincipal person, ActorQueries actors, QuotaDesk desk, CancellationToken cancellationToken) =>
        await desk.SetAsync(await actors.OfAsync(person, cancellationToken), teamId, change with { Reason = change.Reason ?? "" }, cancellationToken) is { } refusal
            ? RefusalProblem.Of(refusal)
            : TypedResults.NoContent();
}

/// <summary>Teams by name.</summary>
internal sealed record QuotaList(IReadOnlyList<TeamQuota> Teams);
