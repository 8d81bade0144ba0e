using MedAgg.Domain.Catalog;
using MedAgg.Domain.Experiments.Pipelines;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Experiments;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Tests.Features.Ingestion;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Web.Tests.Features.Experiments;

/// <summary>Who may run what on whose data: the same answer for the page, the API and the command line.</summary>
public sealed class ExperimentPlannerTests(Doors doors) : IClassFixture<Doors>
{
    private static readonly string Own = ShippedPipelines.All["classification"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Visibility.Public, "stranger", true)]
    [InlineData(Visibility.Private, "stranger", false)]
    [InlineData(Visibility.Private, "viewer", false)]
    [InlineData(Visibility.Private, "owner", true)]
    [InlineData(Visibility.Team, "stranger", false)]
    [InlineData(Visibility.Team, "viewer", true)]
    [InlineData(Visibility.Team, "terminal", true)]
    public async Task Only_who_sees_a_dataset_learns_from_it(Visibility visibility, string who, bool maySee)
    {
        (long team, Actor owner, Actor viewer) = await doors.TeamAsync(await doors.PersonAsync("owner"), await doors.PersonAsync("viewer"), TeamRole.Viewer);
        string slug = await DatasetAsync(owner.UserId, team, visibility);
        Actor actor = who switch { "owner" => owner, "viewer" => viewer, "terminal" => Actor.Terminal, _ => await doors.PersonAsync("stranger") };

        ExperimentPlan plan = await Planner().PlanAsync(actor, new(Own, "p.yaml") { Changes = new() { Dataset = slug } }, Token);

        Assert.Equal(maySee ? null : "DATASET_UNKNOWN", plan.Refusal?.Code);
        Assert.Equal(maySee ? 2 : null, plan.Dataset?.Number); // the newest that is published
        Assert.Equal(maySee ? [2, 1] : [], await Planner().VersionsAsync(actor, slug, Token));
        Assert.Equal(maySee ? 1 : null, (await Planner().PlanAsync(actor, new(Own, "p.yaml") { Changes = new() { Dataset = slug, Version = 1 } }, Token)).Dataset?.Number);
        Assert.Equal("DATASET_UNKNOWN", (await Planner().PlanAsync(actor, new(Own, "p.yaml") { Changes = new() { Dataset = slug, Version = 3 } }, Token)).Refusal?.Code); // a draft
    }

    [Theory]
    [InlineData(TeamRole.Viewer, "TEAM_NOT_YOURS")]
    [InlineData(TeamRole.Editor, null)]
    [InlineData(TeamRole.Owner, null)]
    public async Task Viewers_begin_nothing_in_the_name_of_a_team(TeamRole role, string? refusal)
    {
        (long team, _, Actor member) = await doors.TeamAsync(await doors.PersonAsync("owner"), await doors.PersonAsync("member"), role);
        string slug = await DatasetAsync(null, null, Visibility.Public);
        ExperimentOrder order = new(Own, "p.yaml") { TeamId = team, Changes = new() { Dataset = slug } };
        Assert.Equal(refusal, (await Planner().PlanAsync(member, order, Token)).Refusal?.Code);
        Assert.Null((await Planner().PlanAsync(member, order with { TeamId = null }, Token)).Refusal); // for himself he may
        Assert.Equal("SIGN_IN_REQUIRED", (await Planner().PlanAsync(Actor.Nobody, order, Token)).Refusal?.Code);
    }

    [Theory]
    [InlineData("https://10.0.0.7/x.zip", null, "URL_ADDRESS_NOT_ALLOWED")]
    [InlineData("/etc", null, "PATH_NOT_ALLOWED")]
    [InlineData("${MEDAGG_SHARED}/x.npz", null, "PATH_NOT_ALLOWED")]
    [InlineData("no-such-folder/x.npz", "terminal", "SOURCE_NOT_FOUND")]
    [InlineData("tcia:CMMD", null, null)]
    public async Task A_source_is_judged_before_there_is_a_run(string source, string? who, string? refusal)
    {
        Actor actor = who is null ? await doors.PersonAsync("person") : Actor.Terminal;
        ExperimentPlan plan = await Planner().PlanAsync(actor, new(Own, "p.yaml") { Source = source }, Token);
        Assert.Equal(refusal, plan.Refusal?.Code);
        Assert.Equal([source], plan.Pipeline!.Acquire.Sources); // it stands in the pipeline instead of the dataset
        Assert.Null(plan.Pipeline.Acquire.Dataset);
    }

    [Fact]
    public async Task The_text_that_is_judged_is_the_text_that_is_run()
    {
        string slug = await DatasetAsync(null, null, Visibility.Public);
        ExperimentPlan plan = await Planner().PlanAsync(Actor.Terminal, new(Own, "p.yaml") { Changes = new() { Dataset = slug, Version = 1, Seeds = [9], Epochs = 4, Name = "Mine" } }, Token);
        PlanReport report = PlanReport.Of(plan);
        Assert.Equal(("Mine", $"{slug}@1", 1, 4), (report.Name, report.Data, report.Trainings, report.Epochs));
        Assert.Equal(plan.Pipeline!.Train.Seeds, PipelineReader.Parse(report.Yaml, "p.yaml").Pipeline!.Train.Seeds);
    }

    private ExperimentPlanner Planner() => new(doors.Get<IDbContextFactory<MedAggContext>>(), doors.Get<OrderJudge>());

    private async Task<string> DatasetAsync(Guid? owner, long? team, Visibility visibility)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await using MedAggContext context = await doors.OpenAsync();
        Dataset dataset = new($"set-{Guid.NewGuid():N}", DatasetOrigin.Ingested, new() { Title = new() { En = "Set", Ru = "Набор" } }, new() { Provider = "direct" }, now);
        dataset.Entrust(owner, team, visibility);
        context.Datasets.Add(dataset);
        await context.SaveChangesAsync(Token);
        foreach (int number in new[] { 1, 2, 3 })
        {
            DatasetVersion version = new(dataset.Id, number, now);
            if (number < 3)
                version.Publish(new() { Images = 10 * number }, new string('0', 64), "{}", now);
            context.Versions.Add(version);
        }

        await context.SaveChangesAsync(Token);
        return dataset.Slug;
    }
}
