using System.Text.Json;
using MedAgg.Domain.Refusals;
using MedAgg.Learning.Tensors;
using MedAgg.Learning.Training;

namespace MedAgg.Jobs.Experiments.Cases;

/// <summary>Prepared 8-bit images one after the other in <c>images.bin</c>, as the trainer contract has them; the shape stands beside.</summary>
public static class PreparedImages
{
    private const string PixelsName = "images.bin";
    private const string ShapeName = "images.json";

    /// <summary>The file that preprocessing fills.</summary>
    public static string PixelsOf(string folder) => Path.Combine(folder, PixelsName);

    public static void WriteShape(string folder, TensorShape shape) => File.WriteAllText(Path.Combine(folder, ShapeName), JsonSerializer.Serialize(shape));

    /// <summary>All images with the classes of the table.</summary>
    public static ByteImages Load(string folder, CaseTable cases)
    {
        TensorShape shape = JsonSerializer.Deserialize<TensorShape>(File.ReadAllText(Path.Combine(folder, ShapeName)));
        var images = ByteImages.Of(shape, File.ReadAllBytes(PixelsOf(folder)), [.. cases.Rows.Select(row => row.Label)]);
        return images.IsDone ? images.Value : throw new RefusedException(images.Refusal.Code, images.Refusal.Message);
    }
}
