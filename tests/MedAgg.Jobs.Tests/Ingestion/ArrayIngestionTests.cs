using System.IO.Compression;
using System.Text;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Inspection;

namespace MedAgg.Jobs.Tests.Ingestion;

public sealed class ArrayIngestionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arrays_in_a_zip_become_images_with_the_parts_and_labels_of_the_source_and_patients_unknown()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await using (FileStream file = File.Create(npz))
        await using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        {
            await AddAsync(zip, "train_images.npy", Array("(3, 8, 8)", 3 * 64));
            await AddAsync(zip, "train_labels.npy", Array("(3, 1)", 3));
            await AddAsync(zip, "test_images.npy", Array("(2, 8, 8)", 2 * 64));
            await AddAsync(zip, "test_labels.npy", Array("(2, 1)", 2));
        }

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(npz));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        IReadOnlyDictionary<string, ImageFact> images = await host.ImagesAsync(request.VersionId!.Value);
        Assert.Equal(5, images.Count);
        ImageFact third = images.Single(pair => pair.Key.EndsWith("train/train_00002.png", StringComparison.Ordinal)).Value;
        Assert.Equal(("train", 8, 8, null), (third.Split, third.Columns, third.Rows, third.PatientKey));
        Assert.Contains("label=2", third.Labels);
        Assert.Equal(2, images.Values.Count(image => image.Split == "test"));
        Assert.Contains(await host.LogAsync(request.Id), line => line.Contains("patients are unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arrays_inside_an_archive_are_taken_in_like_those_by_themselves()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        using MemoryStream inner = new();
        await using (ZipArchive zip = new(inner, ZipArchiveMode.Create, leaveOpen: true))
        {
            await AddAsync(zip, "train_images.npy", Array("(3, 3, 8, 8)", 3 * 192)); // one plane a channel
            await AddAsync(zip, "train_labels.npy", [.. Array("(3, 2)", 0), 0, 1, 4, 2, 4, 1]);
        }

        string outer = Path.Combine(host.Folder, "set.zip");
        await using (FileStream file = File.Create(outer))
        await using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        {
            await AddAsync(zip, "data/toy.npz", inner.ToArray());
            await AddAsync(zip, "readme.txt", Encoding.ASCII.GetBytes("A set of arrays."));
        }

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(outer));

        Assert.Equal((IngestionStatus.Succeeded, null), (request.Status, request.ErrorMessage));
        IReadOnlyDictionary<string, ImageFact> images = await host.ImagesAsync(request.VersionId!.Value);
        Assert.Equal(3, images.Count);
        ImageFact second = images.Single(pair => pair.Key.EndsWith("toy.npz!/train/train_00001.png", StringComparison.Ordinal)).Value;
        Assert.Equal(("train", 8, 8, 3), (second.Split, second.Columns, second.Rows, second.SamplesPerPixel));
        Assert.Equal(["label_0=4", "label_1=2"], second.Labels.Order());
        Assert.DoesNotContain(await host.FilesAsync(request.VersionId.Value), file => file.Role == FileRole.Refused);
    }

    [Fact]
    public async Task Labels_may_be_words_and_labels_of_another_length_are_told()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await using (FileStream file = File.Create(npz))
        await using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        {
            await AddAsync(zip, "train_images.npy", Array("(2, 8, 8)", 128));
            await AddAsync(zip, "train_labels.npy", [.. Array("(2,)", 0, "|S6"), .. "ill, 1"u8, .. "well\0\0"u8]);
            await AddAsync(zip, "test_images.npy", Array("(3, 8, 8)", 192));
            await AddAsync(zip, "test_labels.npy", Array("(2,)", 2));
        }

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(npz));

        IReadOnlyDictionary<string, ImageFact> images = await host.ImagesAsync(request.VersionId!.Value);
        Assert.Equal(["label=ill, 1", "label=well"], images.Values.Where(image => image.Split == "train").SelectMany(image => image.Labels).Order());
        Assert.All(images.Values.Where(image => image.Split == "test"), image => Assert.Empty(image.Labels));
        Assert.Contains(await host.LogAsync(request.Id), line => line.Contains("holds 3 images, and the labels beside it are 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_array_of_pickled_objects_is_refused_by_its_code()
    {
        await using JobsHost host = await JobsHost.StartAsync();
        string npz = Path.Combine(host.Folder, "toy.npz");
        await using (FileStream file = File.Create(npz))
        await using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        {
            await AddAsync(zip, "train_images.npy", Array("(2, 8, 8)", 128));
            await AddAsync(zip, "train_labels.npy", Array("(2,)", 16, "|O"));
        }

        IngestionRequest request = await host.RunAsync(await host.RequestPathAsync(npz));

        DatasetFile refused = Assert.Single(await host.FilesAsync(request.VersionId!.Value), file => file.Role == FileRole.Refused);
        Assert.Equal("ARRAY_HOLDS_OBJECTS", refused.RefusalCode);
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] content)
    {
        await using Stream entry = await zip.CreateEntry(name).OpenAsync(Token);
        await entry.WriteAsync(content, Token);
    }

    private static byte[] Array(string shape, int values, string type = "|u1")
    {
        byte[] head = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, (byte)(head.Length >> 8), .. head, .. Enumerable.Range(0, values).Select(i => (byte)i)];
    }
}
