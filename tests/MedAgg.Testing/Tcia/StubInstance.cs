namespace MedAgg.Testing.Tcia;

/// <summary>One DICOM file of a stub archive.</summary>
/// <param name="SopUid">Its SOP instance UID.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Open">Opens its bytes; may be called many times.</param>
public sealed record StubInstance(string SopUid, long SizeBytes, Func<Stream> Open)
{
    public static StubInstance Of(string sopUid, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new(sopUid, content.Length, () => new MemoryStream(content, writable: false));
    }

    public static StubInstance OfFile(string sopUid, string path) => new(sopUid, new FileInfo(path).Length, () => File.OpenRead(path));

    internal byte[] Read()
    {
        using Stream content = Open();
        byte[] bytes = new byte[SizeBytes];
        content.ReadExactly(bytes);
        return bytes;
    }
}
