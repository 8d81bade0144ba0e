namespace MedAgg.Imaging.Facts;

/// <summary>What a file of kind <see cref="FileKind.Other"/> holds.</summary>
public static class Subkind
{
    public const string Empty = "empty";
    public const string Binary = "binary";
    public const string Text = "text";

    /// <summary>Delimited text with a stable column count, or a spreadsheet.</summary>
    public const string Table = "table";
    public const string Json = "json";
    public const string Xml = "xml";
    public const string Html = "html";
    public const string Svg = "svg";
    public const string Pdf = "pdf";
    public const string Npz = "npz";
    public const string Npy = "npy";
    public const string Hdf5 = "hdf5";
    public const string Matlab = "mat";
    public const string Gifti = "gifti";
    public const string Minc = "minc";
    public const string NetCdf = "netcdf";
    public const string Sqlite = "sqlite";
    public const string Parquet = "parquet";
    public const string Video = "video";
    public const string SevenZip = "7z";
    public const string Rar = "rar";
    public const string Zstandard = "zstd";
    public const string Executable = "executable";
    public const string TrackVis = "trk";
    public const string Tck = "tck";
    public const string AfniHead = "afni";
    public const string PhilipsPar = "par";
    public const string Ecat = "ecat";
    public const string Mgh = "mgh";
    public const string Icc = "icc";
    public const string Office = "office";
}
