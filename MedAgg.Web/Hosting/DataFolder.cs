using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Hosting;

/// <summary>Where this installation keeps its database, blobs, work files and logs.</summary>
public sealed record DataFolder(string Path)
{
    /// <summary>The private database cluster.</summary>
    public string Postgres => System.IO.Path.Combine(Path, "postgres");

    /// <summary>Blobs by content.</summary>
    public string Blobs => System.IO.Path.Combine(Path, "blobs");

    /// <summary>Unfinished downloads and spooled archive parts.</summary>
    public string Work => System.IO.Path.Combine(Path, "work");

    /// <summary>Finished steps of experiments.</summary>
    public string Experiments => System.IO.Path.Combine(Path, "experiments");

    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>
    /// The folder that was asked for, else <c>MEDAGG_DATA</c>, else <c>.data</c> in the checkout. A checkout that the database's
    /// own account cannot reach (root's home, for example) falls back to <c>/var/lib/medagg</c>.
    /// </summary>
    public static DataFolder Choose(string? asked)
    {
        string? chosen = asked ?? Environment.GetEnvironmentVariable("MEDAGG_DATA");
        if (string.IsNullOrWhiteSpace(chosen))
        {
            string home = Environment.GetEnvironmentVariable("MEDAGG_HOME") ?? AppContext.BaseDirectory;
            chosen = DatabaseAccount.CanReach(home) ? System.IO.Path.Combine(home, ".data") : "/var/lib/medagg";
        }

        var folder = new DataFolder(System.IO.Path.GetFullPath(chosen));
        try
        {
            foreach (string part in new[] { folder.Path, folder.Blobs, folder.Work, folder.Experiments, folder.Logs })
                Directory.CreateDirectory(part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new Refusal("DATA_FOLDER_UNUSABLE", $"The data folder {folder.Path} cannot be written: {exception.Message}"), exception);
        }

        return folder;
    }
}
