using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using MedAgg.Learning.Refusals;

namespace MedAgg.Learning.Training;

/// <summary>
/// Everything a run needs to go on as if it had never stopped. File: magic, length of the JSON head, head, float32 arrays, SHA-256 of all
/// before. Written beside and renamed, so that a kill leaves the old checkpoint or the new one.
/// </summary>
/// <param name="Head">Counters and history.</param>
/// <param name="Parameters">Weights.</param>
/// <param name="State">Running statistics.</param>
/// <param name="First">First moments of the optimizer.</param>
/// <param name="Second">Second moments of the optimizer; empty for SGD.</param>
/// <param name="BestParameters">Weights of the best epoch.</param>
/// <param name="BestState">Running statistics of the best epoch.</param>
internal sealed record Checkpoint(CheckpointHead Head, float[] Parameters, float[] State, float[] First, float[] Second, float[] BestParameters, float[] BestState)
{
    private const int MostHeadBytes = 16 << 20;
    private static readonly byte[] Magic = "MEDAGGC1"u8.ToArray();

    public void Write(string path)
    {
        float[][] arrays = [Parameters, State, First, Second, BestParameters, BestState];
        byte[] head = JsonSerializer.SerializeToUtf8Bytes(Head with { Lengths = [.. arrays.Select(a => a.Length)] });
        string beside = path + ".part";
        using (FileStream file = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        using (IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        {
            void Put(ReadOnlySpan<byte> bytes)
            {
                hash.AppendData(bytes);
                file.Write(bytes);
            }

            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
            Put(Magic);
            Put(length);
            Put(head);
            foreach (float[] array in arrays)
                Put(MemoryMarshal.AsBytes<float>(array));
            file.Write(hash.GetHashAndReset());
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    public static Outcome<Checkpoint> Read(string path)
    {
        string name = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException problem)
        {
            return new Refusal("CHECKPOINT_UNREADABLE", $"{name} could not be read: {problem.GetType().Name}.");
        }
        if (bytes.Length < Magic.Length + 4 + 32 || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            return new Refusal("CHECKPOINT_FORMAT", $"{name} is no checkpoint of this version.");
        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - 32)))
            return new Refusal("CHECKPOINT_DAMAGED", $"{name} is cut short or damaged: its checksum does not match.");
        int headLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        int place = Magic.Length + 4;
        if (headLength is < 2 or > MostHeadBytes || headLength > bytes.Length - 32 - place)
            return new Refusal("CHECKPOINT_FORMAT", $"{name} has a head of {headLength} bytes; 2 to {MostHeadBytes} are possible.");
        CheckpointHead? head;
        try
        {
            head = JsonSerializer.Deserialize<CheckpointHead>(bytes.AsSpan(place, headLength));
        }
        catch (JsonException)
        {
            return new Refusal("CHECKPOINT_FORMAT", $"{name} has a head that is no JSON of this version.");
        }
        place += headLength;
        if (head is not { Lengths.Count: 6 } || head.Lengths.Any(l => l < 0) || head.Lengths.Sum(l => (long)l) * sizeof(float) != bytes.Length - 32 - place)
            return new Refusal("CHECKPOINT_FORMAT", $"{name} does not hold the arrays that its head names.");
        float[][] arrays = new float[6][];
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i] = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(place, head.Lengths[i] * sizeof(float))).ToArray();
            place += head.Lengths[i] * sizeof(float);
        }
        return new Checkpoint(head, arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], arrays[5]);
    }
}

/// <summary>Counters of a run.</summary>
/// <param name="RunHash">SHA-256 of network, options and parts: only the same run may go on.</param>
/// <param name="Epoch">Finished epochs.</param>
/// <param name="Step">Finished optimizer steps.</param>
/// <param name="BestEpoch">1 for the first.</param>
/// <param name="Scale">How raw values become input.</param>
/// <param name="History">One report per finished epoch.</param>
/// <param name="Lengths">Values in each array.</param>
internal sealed record CheckpointHead(
    string RunHash, int Epoch, long Step, int BestEpoch, PixelScale Scale, IReadOnlyList<EpochReport> History, IReadOnlyList<int> Lengths);
