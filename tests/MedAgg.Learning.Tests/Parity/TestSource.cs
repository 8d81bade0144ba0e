using System.Runtime.CompilerServices;

namespace MedAgg.Learning.Tests.Parity;

/// <summary>Where this project's sources lie.</summary>
internal static class TestSource
{
    public static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(Path.GetDirectoryName(path))!;
}
