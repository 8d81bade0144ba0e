using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using MedAgg.Testing;

namespace MedAgg.Web.Tests.Features.Catalog;

/// <summary>Puts datasets, versions and files into a store as ingestion leaves them.</summary>
internal sealed class StoredDatasets(Func<CancellationToken, Task<MedAggContext>> open)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 14, 5, 0, TimeSpan.Zero);

    public StoredDatasets(TestDatabase database)
        : this(database.OpenAsync)
    {
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<Dataset> AddAsync(string slug, Guid? owner = null, long? team = null, Visibility visibility = Visibility.Public, bool isActive = true, long? declaredImages = null)
    {
        await using MedAggContext context = await open(Token);
        DatasetCard card = new() { Title = new() { En = $"Set {slug}", Ru = $"Набор {slug}" }, Description = new() { En = "Lung CT." }, Declared = new() { Images = declaredImages } };
        Dataset dataset = new(slug, DatasetOrigin.Ingested, card, new() { Provider = "zenodo", Modalities = ["ct"], LicenceName = "CC BY 4.0" }, Now);
        dataset.Entrust(owner, team, visibility);
        dataset.SetActive(isActive, Now);
        context.Datasets.Add(dataset);
        await context.SaveChangesAsync(Token);
        return dataset;
    }

    /// <param name="state">Published versions become the current one.</param>
    public async Task<DatasetVersion> AddVersionAsync(Dataset dataset, int number, VersionState state = VersionState.Published, VersionCounts? counts = null)
    {
        await using MedAggContext context = await open(Token);
        DatasetVersion version = new(dataset.Id, number, Now);
        context.Versions.Add(version);
        await context.SaveChangesAsync(Token);
        if (state == VersionState.Abandoned)
            version.Abandon();
        if (state == VersionState.Published)
        {
            version.Publish(counts ?? new() { Files = 3, Images = 2, Bytes = 30, Patients = 1 }, new string('a', 64), "{}", Now);
            Dataset stored = (await context.Datasets.FindAsync([dataset.Id], Token))!;
            stored.Adopt(version, Now);
        }

        await context.SaveChangesAsync(Token);
        return version;
    }

    public async Task<DatasetFile> AddFileAsync(DatasetVersion version, string path, FileRole role = FileRole.Image, string? sha256 = null, FilePlace? place = null, ImageFact? image = null, long sizeBytes = 10)
    {
        await using MedAggContext context = await open(Token);
        DatasetFile file = new()
        {
            VersionId = version.Id,
            Path = path,
            Role = role,
            Kind = role == FileRole.Image ? "png" : "other",
            Sha256 = sha256,
            SizeBytes = sizeBytes,
            Place = place,
            RefusalCode = role == FileRole.Refused ? "PNG_CORRUPT" : null,
            RefusalMessage = role == FileRole.Refused ? "The picture is cut." : null,
        };
        context.Files.Add(file);
        await context.SaveChangesAsync(Token);
        if (role == FileRole.Image)
        {
            context.Images.Add((image ?? new() { VersionId = 0, FileId = 0 }) with { VersionId = version.Id, FileId = file.Id });
            await context.SaveChangesAsync(Token);
        }

        return file;
    }

    public async Task<Guid> AddUserAsync(string name)
    {
        await using MedAggContext context = await open(Token);
        User user = new() { Id = Guid.NewGuid(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, SecurityStamp = "x", CreatedAt = Now };
        context.Users.Add(user);
        await context.SaveChangesAsync(Token);
        return user.Id;
    }

    public async Task<long> AddTeamAsync(Guid owner)
    {
        await using MedAggContext context = await open(Token);
        Team team = new($"Team of {owner}", owner, Now);
        context.Teams.Add(team);
        await context.SaveChangesAsync(Token);
        return team.Id;
    }
}
