using System.Globalization;

namespace MedAgg.Web.Features.Collections;

/// <summary>Lines that load an archive in Python.</summary>
public static class PythonSnippet
{
    /// <summary>
    /// Reads the table of the archive as it was downloaded, without unpacking it. Identifiers stay text: a patient "007" is not seven.
    /// </summary>
    public static string Of(CollectionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        string images = row.Images is { } count ? string.Create(CultureInfo.InvariantCulture, $"  # {count} images") : "";
        return $$"""
            import zipfile, pandas as pd
            archive = zipfile.ZipFile("{{row.FileName}}")
            keys = ["patient_key", "study_key", "series_key"]
            table = pd.read_csv(archive.open("metadata.csv"),
                                dtype={k: "string" for k in keys})
            print(len(table)){{images}}
            first = archive.read(table.path[0])  # bytes of one image
            """;
    }
}
