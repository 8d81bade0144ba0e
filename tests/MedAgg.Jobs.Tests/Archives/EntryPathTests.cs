using System.Text;
using MedAgg.Jobs.Archives;

namespace MedAgg.Jobs.Tests.Archives;

/// <summary>Names of entries: kept as far as they are harmless, refused where they lead out.</summary>
public sealed class EntryPathTests : ArchiveTestBase
{
    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\evil.txt")]
    [InlineData("C:\\evil.txt")]
    [InlineData("C:evil.txt")]
    [InlineData("\\\\server\\share\\evil.txt")]
    [InlineData("a/.. /evil.txt")]
    public async Task A_name_that_leads_out_refuses_the_archive(string name)
    {
        ArchiveTable table = await ReadAsync(new ZipBuilder().Add("a.txt", "a").Add(name, "evil").Build(), "set.zip");

        Assert.Equal((ArchiveVerdict.Reject, ArchiveCodes.EscapesRoot), (table.Verdict, table.Reason?.Code));
        Assert.Empty(table.Entries);
    }

    [Theory]
    [InlineData("./a//b/./c.txt", "a/b/c.txt", null)]
    [InlineData("a\\b.txt", "a/b.txt", ArchiveCodes.NameSanitised)]
    [InlineData("a\nb.txt", "a_u000A_b.txt", ArchiveCodes.NameSanitised)]
    [InlineData("gnp.\u202Etxt", "gnp._u202E_txt", ArchiveCodes.NameSanitised)]
    [InlineData("..data/...hidden", "..data/...hidden", null)]
    [InlineData("%2e%2e%2fa.txt", "%2e%2e%2fa.txt", null)]
    [InlineData("．．／a.txt", "．．／a.txt", null)]
    [InlineData("💀.txt", "💀.txt", null)]
    public async Task A_harmless_name_is_kept_as_far_as_possible(string name, string path, string? code)
    {
        ArchiveTable table = await ReadAsync(new ZipBuilder().Add(name, "a").Build(), "set.zip");

        Assert.Equal("set.zip!/" + path, Assert.Single(table.Entries).Path);
        Assert.Equal(code, table.Reason?.Code);
    }

    [Theory]
    [InlineData(866, "Снимок_01.csv")]
    [InlineData(1251, "Пациент.csv")]
    [InlineData(437, "Ångström.csv")]
    public async Task A_name_in_an_old_code_page_is_read(int codePage, string name)
    {
        byte[] bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(name);

        ArchiveTable table = await ReadAsync(new ZipBuilder().Add("", "a", new() { NameBytes = bytes }).Build(), "set.zip");

        Assert.Equal("set.zip!/" + name, Assert.Single(table.Entries).Path);
    }

    [Fact]
    public async Task Two_entries_of_one_name_are_kept_apart()
    {
        byte[] zip = new ZipBuilder().Add("a/x.nii.gz", "1").Add("a/x.nii.gz", "2").Add("a/X.nii.gz", "3").Add("a/x.nii.gz/inside", "4").Build();

        ArchiveTable table = await ReadAsync(zip, "s.zip");

        Assert.Equal(["s.zip!/a/x.nii.gz", "s.zip!/a/x~2.nii.gz", "s.zip!/a/X.nii.gz", "s.zip!/a/x~3.nii.gz/inside"], table.Entries.Select(entry => entry.Path));
        Assert.Equal(["1", "2", "3", "4"], await TextsAsync(table));
        Assert.Equal(2, table.NoticeCount);
    }

    [Fact]
    public async Task Names_that_are_too_long_are_shortened_and_stay_apart()
    {
        string name = new('n', 400);

        ArchiveTable table = await ReadAsync(new ZipBuilder().Add(name + "1.dcm", "1").Add(name + "2.dcm", "2").Build(), "s.zip");

        Assert.All(table.Entries, entry => Assert.InRange(Encoding.UTF8.GetByteCount(entry.Path), 200, 255 + "s.zip!/".Length));
        Assert.All(table.Entries, entry => Assert.EndsWith(".dcm", entry.Path, StringComparison.Ordinal));
        Assert.Equal(2, table.Entries.Select(entry => entry.Path).Distinct().Count());
    }
}
