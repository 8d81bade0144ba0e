using System.Text.Json;

namespace MedAgg.Jobs.Tables;

/// <summary>What a table, a workbook or a JSON file may ask of this machine; the same names in snake case in a limits file.</summary>
public sealed record TableLimits
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static TableLimits Default { get; } = new();

    /// <summary>Longest record of delimited text, in characters. Default 1 MiB.</summary>
    public int MaxCsvLineBytes { get; init; } = 1 << 20;

    /// <summary>Most columns of delimited text. Default 16,384, as a worksheet has.</summary>
    public int MaxCsvColumns { get; init; } = 16_384;

    /// <summary>Deepest element of a workbook's XML. Default 256.</summary>
    public int MaxXmlDepth { get; init; } = 256;

    /// <summary>Deepest object or array of a JSON file. Default 64.</summary>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>Largest unpacked part of a workbook in bytes. Default 1 GiB.</summary>
    public long MaxEntryBytes { get; init; } = 1L << 30;

    /// <summary>Largest sum of the unpacked parts of a workbook in bytes. Default 4 GiB.</summary>
    public long MaxTotalUnpackedBytes { get; init; } = 4L << 30;

    /// <summary>Reads a limits file; names that belong to others are passed over.</summary>
    /// <exception cref="JsonException">The file is not a JSON object of numbers.</exception>
    public static TableLimits Read(string json) => JsonSerializer.Deserialize<TableLimits>(json, Snake) ?? Default;
}
