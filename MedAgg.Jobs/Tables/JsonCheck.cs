using MedAgg.Imaging.Bytes;

namespace MedAgg.Jobs.Tables;

/// <summary>Counts how deep a JSON file nests, without recursion: a parser of its own may overflow where this one counts.</summary>
internal static class JsonCheck
{
    private const int BufferBytes = 64 * 1024;

    public static TableVerdict Judge(ByteSource source, TableLimits limits, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        long offset = 0;
        int depth = 0;
        bool inString = false;
        bool isEscaped = false;
        int read;
        while ((read = source.Read(offset, buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            offset += read;
            foreach (byte value in buffer.AsSpan(0, read))
            {
                if (inString)
                {
                    inString = isEscaped || value != '"';
                    isEscaped = !isEscaped && value == '\\';
                }
                else if (value == '"')
                {
                    inString = true;
                }
                else if (value is (byte)'{' or (byte)'[')
                {
                    if (++depth > limits.MaxJsonDepth)
                        return TableVerdict.Refuse(TableCodes.JsonTooDeep, $"The JSON nests deeper than {limits.MaxJsonDepth} levels.");
                }
                else if (value is (byte)'}' or (byte)']')
                {
                    depth--;
                }
            }
        }

        return depth == 0 && !inString
            ? TableVerdict.Sound
            : new(null, [new(TableCodes.JsonMalformed, "The JSON is not complete: an object, an array or a text is not closed.")]);
    }
}
