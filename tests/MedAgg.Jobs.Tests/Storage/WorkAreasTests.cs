using MedAgg.Jobs.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Storage;

public sealed class WorkAreasTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkAreas _areas;

    public WorkAreasTests() => _areas = new(Options.Create(new StorageOptions { WorkFolder = _folder.At("work") }));

    [Theory]
    [InlineData("scan.part")]
    [InlineData("../../etc/passwd")]
    [InlineData("https://host/a b?token=secret")]
    [InlineData("..")]
    [InlineData("")]
    public void A_file_of_an_area_stays_inside_it_and_is_found_again(string key)
    {
        WorkArea area = _areas.Open("ingestion-1");

        string file = area.FileFor(key);

        Assert.Equal(area.Folder, Path.GetDirectoryName(Path.GetFullPath(file)));
        Assert.Equal(file, _areas.Open("ingestion-1").FileFor(key));
        Assert.NotEqual(file, area.FileFor(key + "x"));
    }

    [Fact]
    public void Areas_that_nobody_claims_are_swept()
    {
        File.WriteAllText(_areas.Open("ingestion-1").NewFile(), "x");
        File.WriteAllText(_areas.Open("ingestion-2").NewFile(), "x");

        Assert.Equal(["ingestion-1"], _areas.Sweep(name => name == "ingestion-2"));
        Assert.Equal(["ingestion-2"], _areas.List());
    }

    [Fact]
    public void A_deleted_area_is_gone_and_may_be_deleted_again()
    {
        WorkArea area = _areas.Open("ingestion-1");

        area.Delete();
        area.Delete();

        Assert.Empty(_areas.List());
    }

    public void Dispose() => _folder.Dispose();
}
