using System.Buffers.Binary;
using System.Text;

namespace MedAgg.Learning.Tests.Onnx;

/// <summary>Reads protobuf fields without knowing their meaning: field number and a number or bytes.</summary>
internal sealed class OnnxReading
{
    private readonly List<(int Field, long Number, byte[] Bytes)> _fields = [];

    public OnnxReading(ReadOnlySpan<byte> message)
    {
        int place = 0;
        while (place < message.Length)
        {
            long key = Varint(message, ref place);
            switch (key & 7)
            {
                case 0:
                    _fields.Add(((int)(key >> 3), Varint(message, ref place), []));
                    break;
                case 2:
                    int length = (int)Varint(message, ref place);
                    _fields.Add(((int)(key >> 3), 0, message.Slice(place, length).ToArray()));
                    place += length;
                    break;
                case 5:
                    _fields.Add(((int)(key >> 3), 0, message.Slice(place, 4).ToArray()));
                    place += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7}.");
            }
        }
    }

    public IEnumerable<OnnxReading> Messages(int field) => _fields.Where(f => f.Field == field).Select(f => new OnnxReading(f.Bytes));

    public IReadOnlyList<string> Texts(int field) => [.. _fields.Where(f => f.Field == field).Select(f => Encoding.UTF8.GetString(f.Bytes))];

    public IReadOnlyList<long> Numbers(int field) => [.. _fields.Where(f => f.Field == field).Select(f => f.Number)];

    public byte[] Bytes(int field) => _fields.Single(f => f.Field == field).Bytes;

    public float Single(int field) => BinaryPrimitives.ReadSingleLittleEndian(Bytes(field));

    private static long Varint(ReadOnlySpan<byte> message, ref int place)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[place++];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
