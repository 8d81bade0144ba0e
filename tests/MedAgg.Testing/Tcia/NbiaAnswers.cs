using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MedAgg.Testing.Tcia;

/// <summary>NBIA: no paging, an empty body instead of an empty list, absent fields instead of null, a ZIP that is streamed without a length.</summary>
internal sealed class NbiaAnswers(StubArchive archive, StubFaults faults)
{
    private static readonly Dictionary<string, string[]> Parameters = new(StringComparer.Ordinal)
    {
        ["getCollectionValues"] = ["format"],
        ["getSeries"] = ["Collection", "PatientID", "StudyInstanceUID", "Modality", "BodyPartExamined", "ManufacturerModelName", "Manufacturer", "SeriesInstanceUID", "format"],
        ["getSeriesMetadata"] = [],
        ["getSeriesSize"] = ["SeriesInstanceUID", "format"],
        ["getSOPInstanceUIDs"] = ["SeriesInstanceUID", "format"],
        ["getImage"] = ["SeriesInstanceUID", "NewFileNames", "IncludeMD5"],
        ["getImageWithMD5Hash"] = ["SeriesInstanceUID"],
    };

    public async Task AnswerAsync(HttpContext context, string path)
    {
        if (faults.NbiaDown)
        {
            await TellAsync(context, 500, "Server was not able to process your request");
            return;
        }

        if (path.Split('/') is not [("v1" or "v2" or "v4") and var version, var call] || !Parameters.TryGetValue(call, out string[]? known))
        {
            context.Response.StatusCode = 404;
            return;
        }

        // v4 is strict about names, v1 ignores what it does not know.
        if (version == "v4" && context.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } odd)
        {
            await TellAsync(context, 400, $"Invalid query parameter: '{odd}'. Allowed parameters are: [{string.Join(", ", known)}]");
            return;
        }

        string? uid = context.Request.Query["SeriesInstanceUID"];
        switch (call)
        {
            case "getCollectionValues":
                await ListAsync(context, archive.Collections.Select(name => new JsonObject { ["Collection"] = name }));
                break;
            case "getSeries":
                await ListAsync(context, Matching(context).Select(series => Row(series, version)));
                break;
            case "getSeriesMetadata":
                IFormCollection form = await context.Request.ReadFormAsync();
                HashSet<string> wanted = [.. form["list"].ToString().Split(',')];
                await ListAsync(context, archive.Series.Where(series => wanted.Contains(series.SeriesUid)).Select(series => Row(series, version)));
                break;
            case "getSeriesSize":
                await ListAsync(context, Of(uid).Select(series => new JsonObject { ["TotalSizeInBytes"] = series.SizeBytes, ["ObjectCount"] = series.Instances.Count }));
                break;
            case "getSOPInstanceUIDs":
                await ListAsync(context, Of(uid).SelectMany(series => series.Instances).Select(instance => new JsonObject { ["SOPInstanceUID"] = instance.SopUid }));
                break;
            default:
                await ZipAsync(context, uid, version, withSums: call == "getImageWithMD5Hash" || context.Request.Query["IncludeMD5"] == "Yes", withLicence: call == "getImage");
                break;
        }
    }

    private IEnumerable<StubSeries> Of(string? uid) => archive.Series.Where(series => series.SeriesUid == uid);

    private IEnumerable<StubSeries> Matching(HttpContext context)
    {
        bool Fits(string name, string value) => context.Request.Query[name] is not [{ Length: > 0 } wanted] || wanted == value;
        return archive.Series.Where(series => Fits("Collection", series.Collection) && Fits("PatientID", series.PatientId) && Fits("Modality", series.Modality)
            && Fits("SeriesInstanceUID", series.SeriesUid) && Fits("StudyInstanceUID", series.StudyUid));
    }

    private static JsonObject Row(StubSeries series, string version)
    {
        JsonObject row = new()
        {
            ["SeriesInstanceUID"] = series.SeriesUid,
            ["StudyInstanceUID"] = series.StudyUid,
            ["Modality"] = series.Modality,
            ["SeriesDate"] = "2010-07-18 00:00:00.0",
            ["Collection"] = series.Collection,
            ["PatientID"] = series.PatientId,
            ["ImageCount"] = series.Instances.Count,
            ["LicenseName"] = series.LicenceName,
            ["LicenseURI"] = series.LicenceUrl,
            [version == "v4" ? "DataDescriptionURI" : "CollectionURI"] = "https://doi.org/" + series.Doi,
            ["FileSize"] = series.SizeBytes,
            ["DateReleased"] = "2021-03-08 00:00:00.0",
            [version == "v4" ? "MaxSubmissionTimestamp" : "TimeStamp"] = "2021-03-08 10:11:12.0",
        };
        if (series.Description.Length > 0)
            row["SeriesDescription"] = series.Description; // null fields are left out
        return row;
    }

    private static async Task ListAsync(HttpContext context, IEnumerable<JsonObject> rows)
    {
        JsonArray list = [.. rows];
        context.Response.ContentType = "application/json";
        if (list.Count > 0)
            await context.Response.WriteAsync(list.ToJsonString());
    }

    private async Task ZipAsync(HttpContext context, string? uid, string version, bool withSums, bool withLicence)
    {
        if (uid is null)
        {
            await TellAsync(context, 400, "A parameter, SeriesInstanceUID, is required for this API call.");
            return;
        }

        if (Of(uid).FirstOrDefault() is not { } series)
        {
            await TellAsync(context, 400, version == "v1"
                ? $"Image with given SeriesInstanceUID,{uid}, is not in public domain."
                : "The user has not been granted the access to image with given SeriesInstanceUID, " + uid);
            return;
        }

        if (StubFaults.Use(faults.BrokenZips, uid))
        {
            await TellAsync(context, 500, "Server was not able to process your request");
            return;
        }

        byte[] zip = Zip(series, withSums, withLicence, StubFaults.Use(faults.ShortZips, uid), StubFaults.Use(faults.WrongSums, uid));
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{uid}.zip\"";
        // Streamed: no length, no entity tag, no ranges.
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (StubFaults.Use(faults.CutZips, uid))
        {
            await context.Response.Body.WriteAsync(zip.AsMemory(0, zip.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        foreach (byte[] chunk in zip.Chunk(64 * 1024))
        {
            await context.Response.Body.WriteAsync(chunk);
            await context.Response.Body.FlushAsync();
        }
    }

    private static byte[] Zip(StubSeries series, bool withSums, bool withLicence, bool isShort, bool isWrong)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (withLicence)
                Add(zip, "LICENSE", Encoding.ASCII.GetBytes(series.LicenceName + "\n" + series.LicenceUrl + "\n"));
            List<string> sums = [];
            foreach ((int number, StubInstance instance) in series.Instances.Index())
            {
                string name = (number + 1).ToString("00000000", CultureInfo.InvariantCulture) + ".dcm";
                byte[] content = instance.Read();
                if (isShort && number == series.Instances.Count - 1)
                    break; // the server logs the lost file, closes the ZIP and says nothing
                Add(zip, name, content);
#pragma warning disable CA5351 // it is what the real server computes
                string sum = Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
                sums.Add($"{name},{(isWrong && number == 0 ? new string('0', 32) : sum)}");
            }

            if (withSums)
            {
                string[] rows = [.. sums];
                Random.Shared.Shuffle(rows); // a hash map's order
                Add(zip, "md5hashes.csv", Encoding.ASCII.GetBytes("Filename,MD5Hash\n" + string.Join('\n', rows) + "\n"));
            }
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }

    private static Task TellAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text);
    }
}
