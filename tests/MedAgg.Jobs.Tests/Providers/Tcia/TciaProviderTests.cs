using System.IO.Compression;
using MedAgg.Jobs.Fetching;
using MedAgg.Jobs.Providers;
using MedAgg.Testing.Tcia;

namespace MedAgg.Jobs.Tests.Providers.Tcia;

public sealed class TciaProviderTests : IAsyncLifetime
{
    private const string Location = "tcia:" + MadeArchive.Collection;

    private TciaStub _stub = null!;
    private ProviderHost _host = null!;

    private StubSeries First => _stub.Archive.Series[0];

    public async ValueTask InitializeAsync()
    {
        _stub = await TciaStub.StartAsync(MadeArchive.Of(6));
        Dictionary<string, string?> settings = new(_stub.Settings) { ["Fetching:MaxAttempts"] = "2" };
        _host = new(settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _stub.DisposeAsync();
    }

    [Theory]
    [InlineData("https://www.cancerimagingarchive.net/collection/cmmd/", "tcia")]
    [InlineData("https://www.cancerimagingarchive.net/wp-content/uploads/The-Chinese-Mammography-Database.tcia", "tcia")]
    [InlineData("10.7937/tcia.eqde-4b16", "tcia")]
    [InlineData("idc:cmmd", "tcia")]
    [InlineData("https://www.cancerimagingarchive.net/wp-content/uploads/CMMD_clinicaldata_revision.xlsx", "direct")]
    public void An_address_is_recognised(string address, string provider) => Assert.Equal(provider, _host.ProviderOf(address)?.Id);

    [Theory]
    [InlineData(Location)]
    [InlineData("tcia:stub-mg")]
    [InlineData("idc:stub_mg")]
    [InlineData("https://www.cancerimagingarchive.net/collection/stub-mg/")]
    [InlineData("https://doi.org/10.7937/tcia.eqde4b16")]
    [InlineData("https://nbia.cancerimagingarchive.net/nbia-search/?CollectionCriteria=STUB-MG")]
    public async Task A_collection_is_planned_file_by_file_from_the_buckets_of_IDC(string location)
    {
        _stub.Faults.ListingPage = 2;

        SourcePlan plan = await _host.PlanAsync(location);

        Assert.Equal(("The STUB-MG collection", "CC BY 4.0", "TCIA 2, IDC v24"), (plan.Name, plan.Licence, plan.Version));
        Assert.Equal(37, plan.Files.Count); // 36 instances and the label sheet
        PlannedFile file = plan.Files[0];
        Assert.StartsWith("D1-0001/1.3.6.1.4.1.14519.1.1.1/1.3.6.1.4.1.14519.1.1.2/", file.Path, StringComparison.Ordinal);
        Assert.StartsWith("md5:", file.Checksum, StringComparison.Ordinal);
        Assert.Equal(First.Instances[0].SizeBytes, file.SizeBytes);
        Assert.Single(file.Mirrors);
        Assert.Equal("page/STUB-MG_clinicaldata_revision.xlsx", plan.Files[^1].Path);
        Assert.DoesNotContain(_stub.Asked, asked => asked.Contains("/nbia-api/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_AWS_does_not_give_comes_from_Google_with_the_same_checksum()
    {
        SourcePlan plan = await _host.PlanAsync(Location);
        _stub.Faults.ForbiddenKeys.Add(plan.Files[0].Location[(plan.Files[0].Location.IndexOf("idc-open-data/", StringComparison.Ordinal) + "idc-open-data/".Length)..]);

        byte[] bytes = await _host.BytesAsync(Location, plan, plan.Files[0].Path);

        Assert.Contains(First.Instances, instance => bytes.SequenceEqual(Bytes(instance)));
        Assert.Contains(_stub.Asked, asked => asked.StartsWith("GET /gcs/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tags_of_uploads_in_parts_are_no_checksums()
    {
        _stub.Faults.MultipartTags = true;

        SourcePlan plan = await _host.PlanAsync(Location);

        Assert.Null(plan.Files[0].Checksum);
        Assert.EndsWith("-2", plan.Files[0].Stamp, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_the_bucket_does_not_have_is_taken_from_NBIA_and_said()
    {
        _stub.Faults.EmptyFolders.Add(First.Folder);

        SourcePlan plan = await _host.PlanAsync(Location);

        Assert.Contains(plan.Files, file => file.Path == $"D1-0001/{First.StudyUid}/{First.SeriesUid}.zip");
        Assert.Contains(plan.Warnings, warning => warning.StartsWith("SERIES_FROM_NBIA: 1 series", StringComparison.Ordinal) && warning.Contains("0 of 2 instances", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_IDC_the_whole_collection_comes_from_NBIA(bool isDown)
    {
        _stub.Faults.IdcDown = isDown;
        for (int i = 0; i < _stub.Archive.Series.Count && !isDown; i++)
            _stub.Archive.Series[i] = _stub.Archive.Series[i] with { IsAtIdc = false };

        SourcePlan plan = await _host.PlanAsync("tcia:stub mg");

        Assert.Equal(12, plan.Files.Count(file => file.Path.EndsWith(".zip", StringComparison.Ordinal)));
        Assert.Equal("Creative Commons Attribution 4.0 International License", plan.Licence);
        Assert.Contains(plan.Warnings, warning => warning.StartsWith(isDown ? "IDC_NOT_ASKED" : "SERIES_FROM_NBIA", StringComparison.Ordinal));
        Assert.Equal(2, Entries(await _host.BytesAsync(Location, plan, plan.Files[0].Path)).Count(name => name.EndsWith(".dcm", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_nobody_answers_the_refusal_says_who_was_asked()
    {
        (_stub.Faults.IdcDown, _stub.Faults.NbiaDown) = (true, true);

        Assert.Equal(SourceCodes.Unavailable, await _host.RefusalAsync(Location));
    }

    [Fact]
    public async Task A_collection_that_nobody_has_is_not_found() => Assert.Equal(SourceCodes.NotFound, await _host.RefusalAsync("tcia:NO-SUCH"));

    [Theory]
    [InlineData(nameof(StubFaults.ShortZips))]
    [InlineData(nameof(StubFaults.WrongSums))]
    [InlineData(nameof(StubFaults.CutZips))]
    [InlineData(nameof(StubFaults.BrokenZips))]
    public async Task A_series_that_came_incomplete_once_is_fetched_again(string fault)
    {
        SourcePlan plan = await FromNbiaAsync();
        FaultOf(fault)[First.SeriesUid] = 1;

        Assert.Equal(["00000001.dcm", "00000002.dcm", "LICENSE", "md5hashes.csv"], Entries(await _host.BytesAsync(Location, plan, plan.Files[0].Path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(nameof(StubFaults.ShortZips), SourceCodes.Truncated)]
    [InlineData(nameof(StubFaults.WrongSums), SourceCodes.Mismatch)]
    public async Task A_series_that_stays_incomplete_is_refused_and_never_kept(string fault, string code)
    {
        SourcePlan plan = await FromNbiaAsync();
        FaultOf(fault)[First.SeriesUid] = 100;

        Assert.Equal(code, (await _host.FetchAsync(Location, plan, plan.Files[0].Path)).Refusal?.Code);
    }

    [Fact]
    public async Task A_series_that_NBIA_does_not_give_is_refused_with_its_reason()
    {
        SourcePlan plan = await FromNbiaAsync();
        _stub.Archive.Series.RemoveAt(0);

        Assert.Equal("SERIES_NOT_PUBLIC", (await _host.FetchAsync(Location, plan, plan.Files[0].Path)).Refusal?.Code);
    }

    [Fact]
    public async Task Balanced_classes_come_from_the_label_sheet_of_the_page()
    {
        SourcePlan plan = await _host.PlanAsync(Location, choice: new() { PerClass = 4 });

        Assert.Equal(8, Patients(plan).Count);
        Assert.StartsWith("8 patients, 8 series, ", plan.Description, StringComparison.Ordinal);
        Assert.Contains("(Benign: 4, Malignant: 4) of 12 patients and 12 series", plan.Description, StringComparison.Ordinal);
        Assert.Contains("CLASSES_FROM: Classes of 12 patients come from STUB-MG_clinicaldata_revision.xlsx.", plan.Warnings);
        Assert.Equal(Patients(plan), Patients(await _host.PlanAsync(Location, choice: new() { PerClass = 4 })));
    }

    [Fact]
    public async Task Ranges_patterns_and_bytes_choose_whole_patients()
    {
        Assert.Equal(["D1-0002", "D1-0003"], Patients(await _host.PlanAsync(Location, choice: new() { Patients = ["D1-0002..D1-0003"] })));
        Assert.Equal(["D2-0001", "D2-0002", "D2-0003", "D2-0004", "D2-0005"], Patients(await _host.PlanAsync(Location, choice: new() { Include = ["patient:D2-*"], Exclude = ["D2-0006"] })));
        SourcePlan small = await _host.PlanAsync(Location, choice: new() { MaxBytes = 20_000 }); // IDC rounds sizes up to 5,000 bytes
        Assert.InRange(small.Files.Where(file => file.Path.EndsWith(".dcm", StringComparison.Ordinal)).Sum(file => file.SizeBytes!.Value), 1, 20_000);
        Assert.Equal(4, Patients(small).Count);
    }

    [Theory]
    [InlineData("D9-0001..D9-0002", SourceCodes.ChoiceEmpty)]
    [InlineData("D1-0009..D1-0001", "CHOICE_MALFORMED")]
    public async Task A_choice_that_makes_no_sense_is_refused(string range, string code) =>
        Assert.Equal(code, (await _host.ResolveAsync(Location, choice: new() { Patients = [range] })).Refusal?.Code);

    [Fact]
    public async Task A_glance_lists_a_few_folders_and_tells_the_counts_of_the_archive()
    {
        Resolution glance = await _host.GlanceAsync(Location);

        Assert.Equal((37, 3), (glance.Plan!.EstimatedFiles, _stub.Asked.Count(asked => asked.StartsWith("GET /aws/", StringComparison.Ordinal))));
        Assert.True(glance.Plan.EstimatedBytes >= _stub.Archive.Series.Sum(series => series.SizeBytes));
        Assert.Equal("12 patients, 12 series, 36 images", glance.Plan.Description);
    }

    [Fact]
    public async Task A_page_that_is_down_leaves_the_archives()
    {
        _stub.Faults.PagesAreHtml = true;

        Assert.Equal(36, (await _host.PlanAsync("https://www.cancerimagingarchive.net/collection/stub-mg/")).Files.Count);
    }

    private async Task<SourcePlan> FromNbiaAsync()
    {
        _stub.Archive.Series[0] = First with { IsAtIdc = false };
        _stub.Archive.Files.Clear();
        SourcePlan plan = await _host.PlanAsync("nbia:" + First.SeriesUid);
        Assert.Single(plan.Files);
        return plan;
    }

    private Dictionary<string, int> FaultOf(string name) => name switch
    {
        nameof(StubFaults.ShortZips) => _stub.Faults.ShortZips,
        nameof(StubFaults.WrongSums) => _stub.Faults.WrongSums,
        nameof(StubFaults.CutZips) => _stub.Faults.CutZips,
        _ => _stub.Faults.BrokenZips,
    };

    private static List<string> Patients(SourcePlan plan) =>
        [.. plan.Files.Where(file => file.Path.EndsWith(".dcm", StringComparison.Ordinal)).Select(file => file.Path[..file.Path.IndexOf('/', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal)];

    private static byte[] Bytes(StubInstance instance)
    {
        using Stream content = instance.Open();
        byte[] bytes = new byte[instance.SizeBytes];
        content.ReadExactly(bytes);
        return bytes;
    }

    private static List<string> Entries(byte[] zip)
    {
        using ZipArchive archive = new(new MemoryStream(zip));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
