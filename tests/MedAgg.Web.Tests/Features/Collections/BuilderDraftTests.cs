using MedAgg.Domain.Collections;
using MedAgg.Jobs.Collections;
using MedAgg.Web.Features.Collections;

namespace MedAgg.Web.Tests.Features.Collections;

public sealed class BuilderDraftTests
{
    [Fact]
    public void An_address_of_a_dashboard_becomes_a_filter()
    {
        BuilderDraft draft = new();
        IReadOnlyList<string> ignored = draft.ReadFilter(["modality=ct", "modality=none", "label=finding=Mass", "dimensionality=Volume3D", "age=40–44", "modality", "modality=ct"]);
        Assert.Equal(["ct", "unknown"], draft.Chosen("modality"));
        Assert.Equal(["finding=Mass"], draft.Chosen("label"));
        Assert.Equal(["3d"], draft.Chosen("dimensionality"));
        Assert.Equal(["age=40–44", "modality"], ignored);
    }

    [Fact]
    public void A_value_is_chosen_and_taken_back()
    {
        BuilderDraft draft = new();
        draft.Toggle("modality", "ct");
        Assert.True(draft.Has("modality", "ct"));
        draft.Toggle("modality", "ct");
        Assert.False(draft.HasFilter); // a field without a value would choose nothing
    }

    [Fact]
    public void A_recipe_draws_from_what_is_here_and_pins_its_version()
    {
        BuilderDraft draft = new() { Query = "КТ лёгких" };
        draft.Datasets.AddRange([Dataset("a", 3), Dataset("not-here", null), Dataset("b", 1)]);
        draft.Limit("a", 100);
        draft.Limit("b", 0);
        draft.Toggle("modality", "ct");
        Recipe recipe = draft.ToRecipe("a + b")!;
        Assert.Equal("a + b", recipe.Name);
        Assert.Equal("КТ лёгких", recipe.Query);
        Assert.Equal([("a", 3, 100), ("b", 1, null)], recipe.Sources.Select(source => (source.Dataset, source.Version!.Value, source.Limit)));
        Assert.All(recipe.Sources, source => Assert.Equal(["ct"], source.Filter["modality"]));
    }

    [Fact]
    public void The_same_choice_makes_the_same_recipe_in_any_order()
    {
        string Hash(params string[] order)
        {
            BuilderDraft draft = new();
            draft.Datasets.Add(Dataset("a", 1));
            foreach (string value in order)
                draft.Toggle("modality", value);
            return RecipeJson.Sha256(RecipeJson.Write(draft.ToRecipe("set")!));
        }

        Assert.Equal(Hash("ct", "mr", "us"), Hash("us", "ct", "mr"));
    }

    [Fact]
    public void Nothing_chosen_is_no_recipe()
    {
        BuilderDraft draft = new();
        draft.Datasets.Add(Dataset("not-here", null));
        Assert.Null(draft.ToRecipe("set"));
    }

    [Fact]
    public void Fields_of_several_datasets_are_added_up_with_unknown_last()
    {
        IReadOnlyList<FilterField> together = FilterField.Together(
            [
                [new("modality", [new("ct", 10), new("unknown", 90)]), new("sex", [new("F", 5)])],
                [new("modality", [new("mr", 12), new("ct", 5)]), new("sex", [new("F", 7)])],
            ],
            ["sex", "modality"]);
        FilterField only = Assert.Single(together); // one sex in all tells nothing apart
        Assert.Equal("modality", only.Name);
        Assert.Equal([new("ct", 15), new("mr", 12), new FilterValue("unknown", 90)], only.Values);
    }

    [Fact]
    public void Every_field_of_recipes_has_its_place_on_screen() =>
        Assert.Equal(RecipeFields.All.Order(StringComparer.Ordinal), FilterWording.Order.Order(StringComparer.Ordinal));

    private static BuilderDataset Dataset(string slug, int? version) => new() { Slug = slug, Title = new() { En = slug }, Version = version };
}
