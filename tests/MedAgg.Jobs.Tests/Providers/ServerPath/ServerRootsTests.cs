using MedAgg.Jobs.Providers;
using MedAgg.Jobs.Providers.ServerPath;
using MedAgg.Jobs.Tests.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Tests.Providers.ServerPath;

/// <summary>Folders of the server: what counts is where a path leads.</summary>
public sealed class ServerRootsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServerRootsTests()
    {
        Directory.CreateDirectory(_folder.At("data/set"));
        Directory.CreateDirectory(_folder.At("database"));
        File.WriteAllText(_folder.At("data/set/a.txt"), "a");
        File.WriteAllText(_folder.At("secret.txt"), "s");
        File.CreateSymbolicLink(_folder.At("data/inside.txt"), "set/a.txt");
        File.CreateSymbolicLink(_folder.At("data/outside.txt"), _folder.At("secret.txt"));
        File.CreateSymbolicLink(_folder.At("data/up.txt"), "../secret.txt");
        Directory.CreateSymbolicLink(_folder.At("data/out"), _folder.Folder);
        Directory.CreateSymbolicLink(_folder.At("data/round"), _folder.At("data/round"));
        Directory.CreateSymbolicLink(_folder.At("alias"), _folder.At("data"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data", true)]
    [InlineData("data/set/a.txt", true)]
    [InlineData("data/set/../set/./a.txt", true)]
    [InlineData("data/inside.txt", true)]
    [InlineData("alias/set/a.txt", true)]
    [InlineData("data/out/data/set/a.txt", true)]
    [InlineData("data/set/not-there.txt", true)]
    [InlineData("database", false)]
    [InlineData("secret.txt", false)]
    [InlineData("data/../secret.txt", false)]
    [InlineData("data/outside.txt", false)]
    [InlineData("data/up.txt", false)]
    [InlineData("data/out", false)]
    [InlineData("data/out/secret.txt", false)]
    [InlineData("data/round/x", false)]
    [InlineData("data/set/../../../../../../../../etc/passwd", false)]
    public void A_path_is_judged_by_where_it_leads(string path, bool isAllowed)
    {
        ServerRoots roots = Roots("data");
        string full = _folder.Folder + "/" + path;

        Assert.Equal(isAllowed ? null : ServerRoots.Outside, roots.Judge(full)?.Code);
        if (isAllowed && File.Exists(full))
            roots.Open(full)!.Dispose();
        else if (!isAllowed)
            Assert.Null(roots.Open(full));
    }

    [Fact]
    public void A_root_that_is_a_link_itself_counts_as_what_it_leads_to() => Assert.Null(Roots("alias").Judge(_folder.At("data/set/a.txt")));

    [Fact]
    public void Without_roots_every_full_path_may_be_named()
    {
        ServerRoots roots = new(Options.Create(new ServerPathOptions()));

        Assert.Null(roots.Judge("/etc"));
        Assert.Equal(ServerRoots.Outside, roots.Judge("etc")?.Code);
        Assert.Equal(ServerRoots.Outside, roots.Judge("/etc\0/x")?.Code);
    }

    private ServerRoots Roots(string folder) => new(Options.Create(new ServerPathOptions { Roots = [_folder.At(folder)] }));
}
