using MedAgg.Domain.Collections;
using MedAgg.Jobs.Collections;

namespace MedAgg.Jobs.Tests.Collections;

public sealed class RecipeJsonTests
{
    [Fact]
    public void One_meaning_has_one_text()
    {
        Recipe one = Parse("""{"name": " A ", "sources": [{"dataset": "b"}, {"dataset": "a", "filter": {"split": ["train", "test"], "area": ["chest"]}, "seed": 7}], "query": ""}""");
        Recipe other = Parse("""{"format":"original","schema":1,"sources":[{"filter":{"area":["chest"],"split":["test","train","test"]},"dataset":"a"},{"seed":42,"dataset":"b"}],"name":"A"}""");

        Assert.Equal(RecipeJson.Write(one), RecipeJson.Write(other));
        Assert.Equal("""{"format":"original","name":"A","schema":1,"sources":[{"dataset":"a","filter":{"area":["chest"],"split":["test","train"]}},{"dataset":"b"}]}""", RecipeJson.Write(one));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Recipe recipe = new()
        {
            Name = "Лёгкие \"<1>\"",
            Query = "рак",
            Sources =
            [
                new()
                {
                    Dataset = "a",
                    Version = 3,
                    Limit = 10,
                    Seed = 7,
                    Filter = new Dictionary<string, IReadOnlyList<string>> { ["label"] = ["label=a"] },
                    Pinned = new() { ManifestSha256 = "00", Title = "T", Licence = "CC BY 4.0", SourceUrl = "https://example.org/", Citation = "C" },
                },
            ],
        };

        string json = RecipeJson.Write(recipe);

        Assert.Equal(json, RecipeJson.Write(Parse(json)));
        Assert.Contains("Лёгкие", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "RECIPE_INVALID")]
    [InlineData("[]", "RECIPE_INVALID")]
    [InlineData("""{"sources": [{"dataset": "a"}]}""", "RECIPE_INVALID")]
    [InlineData("""{"name": "a", "sources": []}""", "RECIPE_EMPTY")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a"}], "schema": 2}""", "RECIPE_SCHEMA")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a"}], "format": "png"}""", "RECIPE_FORMAT")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a", "limits": 5}]}""", "RECIPE_UNKNOWN_FIELD")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a", "filter": {"modalty": ["ct"]}}]}""", "RECIPE_UNKNOWN_FIELD")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a", "filter": {"modality": []}}]}""", "RECIPE_INVALID")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a", "limit": 0}]}""", "RECIPE_INVALID")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a", "limit": "5"}]}""", "RECIPE_INVALID")]
    [InlineData("""{"name": "a", "sources": [{"dataset": "a", "dataset": "b"}]}""", "RECIPE_INVALID")]
    public void What_is_not_understood_is_refused(string json, string code)
    {
        (Recipe? recipe, var refusal) = RecipeReader.Parse(json);

        Assert.Null(recipe);
        Assert.Equal(code, refusal!.Code);
    }

    private static Recipe Parse(string json)
    {
        (Recipe? recipe, var refusal) = RecipeReader.Parse(json);
        Assert.True(recipe is not null, refusal?.ToString());
        return recipe;
    }
}
