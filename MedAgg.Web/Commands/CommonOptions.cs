using System.CommandLine;

namespace MedAgg.Web.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder of database, blobs, work files and logs. Default: MEDAGG_DATA, else .data in the checkout.",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object and nothing else." };
}
