using System.Globalization;
using System.IO.Compression;
using System.Text;
using MedAgg.Jobs.Tests.Inspection;

namespace MedAgg.Jobs.Tests.Ingestion;

/// <summary>Small datasets made in memory.</summary>
internal static class MadeSets
{
    /// <summary>Twelve pictures in partitions and classes, a label table, a readme, and one broken picture.</summary>
    public static Dictionary<string, byte[]> Classes()
    {
        Dictionary<string, byte[]> files = [];
        StringBuilder labels = new("file,split,finding,body_part\n");
        int number = 0;
        foreach (string split in (string[])["train", "test"])
        {
            foreach (string value in (string[])["normal", "pneumonia"])
            {
                for (int i = 0; i < 3; i++, number++)
                {
                    string name = string.Create(CultureInfo.InvariantCulture, $"{split}_{number:000}.png");
                    files[$"png/{split}/{value}/{name}"] = MadeFiles.Png(number);
                    labels.Append(CultureInfo.InvariantCulture, $"png/{split}/{value}/{name},{split},{(value == "normal" ? "no" : "yes")},CHEST\n");
                }
            }
        }

        files["labels.csv"] = Encoding.UTF8.GetBytes(labels.ToString());
        files["README.md"] = Encoding.UTF8.GetBytes("# A set made for a test\n\nNo patient exists.\n");
        files["broken/half.png"] = MadeFiles.Png(99)[..40];
        return files;
    }

    /// <summary>Two CT series of one patient each, five slices, one localizer-like plane apart.</summary>
    public static Dictionary<string, byte[]> Series()
    {
        Dictionary<string, byte[]> files = [];
        for (int patient = 1; patient <= 2; patient++)
        {
            for (int slice = 1; slice <= 5; slice++)
                files[string.Create(CultureInfo.InvariantCulture, $"p{patient}/{slice}.dcm")] = MadeFiles.CtSlice($"P{patient}", $"1.2.3.{patient}", slice, slice * 2.5);
        }

        return files;
    }

    public static byte[] Zip(Dictionary<string, byte[]> files)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] content) in files)
            {
                ZipArchiveEntry entry = zip.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static void WriteTo(string folder, Dictionary<string, byte[]> files)
    {
        foreach ((string path, byte[] content) in files)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }
}
