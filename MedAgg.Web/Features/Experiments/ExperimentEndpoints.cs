using System.Globalization;
using System.Net.Mime;
using MedAgg.Domain.Experiments;
using MedAgg.Domain.Storage;
using MedAgg.Jobs.Reports.Content;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Refusals;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace MedAgg.Web.Features.Experiments;

/// <summary>Experiments for programs, files of runs, and reports behind links.</summary>
internal static class ExperimentEndpoints
{
    private const int MostFileName = 200;

    public static void MapExperimentsApi(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api/experiments").RequireAuthorization().AddEndpointFilter<SameSiteFilter>().WithTags("Experiments");
        api.MapPost("/runs", StartAsync).WithName("StartRun").WithSummary("Runs a pipeline that is given as YAML.");
        api.MapPost("/plans", PlanAsync).WithName("PlanRun").WithSummary("What a run would do, or what is wrong with it; begins nothing.");
        api.MapGet("/runs/{id:long}", FindAsync).WithName("FindRun").WithSummary("How far a run is, and what it measured.");
        app.MapGet("/experiments/{id:long}/files/{step}/{name}", FileAsync).RequireAuthorization().WithTags("Experiments").WithName("RunFile").WithSummary("A file that a step of a run made.");
        app.MapGet("/experiments/{id:long}/cases/{array:int}.png", PictureAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/shared/runs/{token}", SharedAsync).AllowAnonymous().WithTags("Experiments").WithName("SharedReport").WithSummary("The report behind a link, until it expires or is revoked.");
    }

    private static async Task<Results<JsonHttpResult<RunReport>, ProblemHttpResult>> StartAsync(
        RunBody body, HttpContext context, ActorQueries actors, StartExperiment start, ExperimentQueries queries, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        StartedExperiment started = await start.RunAsync(actor, body.Order, cancellationToken);
        return started.RunId is { } id && await queries.FindAsync(actor, id, cancellationToken) is { } row
            ? TypedResults.Json(RunReport.Of(row), JsonOutput.Options, statusCode: StatusCodes.Status202Accepted)
            : RefusalProblem.Of(started.Refusal!);
    }

    private static async Task<Results<JsonHttpResult<PlanReport>, ProblemHttpResult>> PlanAsync(
        RunBody body, HttpContext context, ActorQueries actors, ExperimentPlanner planner, CancellationToken cancellationToken)
    {
        ExperimentPlan plan = await planner.PlanAsync(await actors.OfAsync(context.User, cancellationToken), body.Order, cancellationToken);
        return plan.Refusal is { } refusal ? RefusalProblem.Of(refusal) : TypedResults.Json(PlanReport.Of(plan), JsonOutput.Options);
    }

    private static async Task<Results<JsonHttpResult<RunReport>, ProblemHttpResult>> FindAsync(
        long id, HttpContext context, ActorQueries actors, ExperimentQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(await actors.OfAsync(context.User, cancellationToken), id, cancellationToken) is { } row
            ? TypedResults.Json(RunReport.Of(row), JsonOutput.Options)
            : RefusalProblem.Of(ExperimentQueries.Unknown(id));

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> FileAsync(
        long id, string step, string name, HttpContext context, ActorQueries actors, ExperimentQueries queries, IBlobStore blobs, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        if (name.Length > MostFileName || await queries.FindAsync(actor, id, cancellationToken) is not { } row)
            return RefusalProblem.Of(ExperimentQueries.Unknown(id));
        return await queries.OutputAsync(row, step, cancellationToken) is { } output && output.Files.TryGetValue(name, out StepFile? file)
            ? await StreamAsync(file, blobs, context, cancellationToken)
            : RefusalProblem.Of(ExperimentQueries.Unknown(id));
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> PictureAsync(
        long id, int array, HttpContext context, ActorQueries actors, ExperimentQueries queries, CancellationToken cancellationToken)
    {
        Actor actor = await actors.OfAsync(context.User, cancellationToken);
        if (await queries.FindAsync(actor, id, cancellationToken) is not { } row || await queries.PictureAsync(row, array, cancellationToken) is not { } png)
            return TypedResults.NotFound();
        // The arrays of a step never change; rights may.
        context.Response.Headers.CacheControl = "private, max-age=600";
        return TypedResults.Bytes(png, MediaTypeNames.Image.Png);
    }

    private static async Task<Results<FileStreamHttpResult, RedirectHttpResult>> SharedAsync(
        string token, HttpContext context, RunShares shares, ExperimentQueries queries, IBlobStore blobs, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        ShareState share = await shares.OpenAsync(token, cancellationToken);
        if (share.ExpiredAt is { } ended)
            return TypedResults.Redirect(QueryHelpers.AddQueryString("/shared/ended", "at", ended.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        if (share.RunId is not { } id
            || await queries.FindAsync(Actor.Terminal, id, cancellationToken) is not { } row
            || await queries.OutputAsync(row, ReportFiles.Step, cancellationToken) is not { } output
            || !output.Files.TryGetValue(ReportFiles.Page(Language.Current), out StepFile? file))
        {
            return TypedResults.Redirect("/shared/ended");
        }

        return await StreamAsync(file, blobs, context, cancellationToken);
    }

    // The report brings its own policy and no script; everything else is a download.
    private static async Task<FileStreamHttpResult> StreamAsync(StepFile file, IBlobStore blobs, HttpContext context, CancellationToken cancellationToken)
    {
        bool isPage = file.Name.EndsWith(".html", StringComparison.Ordinal);
        if (isPage)
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";
        return TypedResults.Stream(await blobs.OpenAsync(file.Blob, cancellationToken), isPage ? "text/html; charset=utf-8" : "application/octet-stream", isPage ? null : file.Name);
    }
}
