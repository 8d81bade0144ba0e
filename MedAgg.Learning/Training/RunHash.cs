using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MedAgg.Learning.Layers;

namespace MedAgg.Learning.Training;

/// <summary>What must be equal for a run to go on from a checkpoint: network, options that change bits, labels and sizes of the parts.</summary>
internal static class RunHash
{
    public static string Of(NetworkSpec spec, TrainingOptions options, IImageSource training, IImageSource? validation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(spec.Hash()));
        // Threads, instructions and memory limits change no bit; the batch size does.
        TrainingOptions bits = options with { Network = new NetworkOptions { Images = options.Network.Images, Threads = 1, InstructionSet = 0, MaximumBytes = 0 } };
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(bits));
        Append(hash, training);
        if (validation is not null)
            Append(hash, validation);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IImageSource part)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, part.Count);
        hash.AppendData(number);
        for (int i = 0; i < part.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, part.Label(i));
            hash.AppendData(number);
        }
    }
}
