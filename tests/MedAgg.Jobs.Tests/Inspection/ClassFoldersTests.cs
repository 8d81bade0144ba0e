using MedAgg.Domain.Taxonomy;
using MedAgg.Jobs.Inspection;

namespace MedAgg.Jobs.Tests.Inspection;

public sealed class ClassFoldersTests
{
    [Fact]
    public void Classes_below_partitions_are_one_level()
    {
        ClassFolders folders = Of("a.zip!/train/normal/1.png", "a.zip!/train/normal/2.png", "a.zip!/train/pneumonia/3.png", "a.zip!/test/pneumonia/4.png", "a.zip!/labels.csv");

        Assert.Equal("label=normal", folders.LabelOf("a.zip!/train/normal/1.png")?.Value);
        Detection pneumonia = folders.LabelOf("a.zip!/test/pneumonia/4.png")!;
        Assert.Equal("label=pneumonia", pneumonia.Value);
        Assert.Equal("folder level with 2 values (normal, pneumonia) that holds only images", pneumonia.Rule);
    }

    [Theory]
    [InlineData("one value says nothing", "x/normal/1.png", "x/normal/2.png", "x/normal/3.png", "x/normal/4.png")]
    [InlineData("a text among the images", "x/a/1.png", "x/a/2.png", "x/b/3.png", "x/b/notes.txt")]
    [InlineData("folders of file kinds", "x/images/1.png", "x/images/2.png", "x/masks/1.png", "x/masks/2.png")]
    [InlineData("long numbers are cases", "x/10001/1.png", "x/10001/2.png", "x/10002/1.png", "x/10002/2.png")]
    [InlineData("patients are no classes", "x/patient1/1.png", "x/patient1/2.png", "x/patient2/1.png", "x/patient2/2.png")]
    [InlineData("modalities are no classes", "x/CT/1.png", "x/CT/2.png", "x/MRI/1.png", "x/MRI/2.png")]
    [InlineData("too few images for a level", "x/a/1.png", "x/b/2.png", "x/c/3.png", "x/c/4.png")]
    public void Other_levels_are_left_alone(string why, params string[] paths)
    {
        ClassFolders folders = Of(paths);

        Assert.All(paths, path => Assert.True(folders.LabelOf(path) is null, why));
    }

    private static ClassFolders Of(params string[] paths)
    {
        ClassFolders folders = new(TaxonomyLoader.LoadShipped(), 50);
        foreach (string path in paths)
            folders.Add(path, path.EndsWith(".png", StringComparison.Ordinal));
        return folders;
    }
}
