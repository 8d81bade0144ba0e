namespace MedAgg.Jobs.Storage;

/// <summary>The name of a blob: 64 lower-case hex digits. Anything else never becomes a path or a key.</summary>
internal static class BlobName
{
    public static bool IsOne(string name) => name.Length == 64 && name.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    public static string Check(string name) =>
        IsOne(name) ? name : throw new ArgumentException("A blob is named by 64 lower-case hex digits.", nameof(name));

    public static FileNotFoundException Missing(string name) => new($"There is no blob {name}.");
}
