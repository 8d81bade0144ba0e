using System.Diagnostics;

namespace MedAgg.Imaging.Tests;

/// <summary>Debian's Pillow as a second opinion on pictures made in memory.</summary>
internal static class Pillow
{
    private const string Script = "import sys,hashlib,numpy\nfrom PIL import Image\nprint(hashlib.sha256(numpy.ascontiguousarray(numpy.array(Image.open(sys.argv[1]))).tobytes()).hexdigest())";

    /// <summary>SHA-256 of the values that Pillow reads; null where it is not installed.</summary>
    public static string? Hash(byte[] picture, string extension)
    {
        if (!File.Exists("/usr/bin/python3"))
            return null;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-test-");
        try
        {
            string path = Path.Combine(folder.FullName, "a" + extension);
            File.WriteAllBytes(path, picture);
            using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = process.StandardOutput.ReadToEnd().Trim();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (errors.Contains("ModuleNotFoundError", StringComparison.Ordinal))
                return null;
            return process.ExitCode == 0 ? output : errors;
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
