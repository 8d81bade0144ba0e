using System.Diagnostics;
using System.Globalization;

namespace MedAgg.Web.Features.Benchmarks;

/// <summary>Other readers of headers, where Debian's packages are installed: pydicom, GDCM's StrictScanner, dcmtk's dcmdump. Each reads up to the pixel data; pydicom and GDCM are asked for the facts that ingestion keeps, but for <c>pydicom_open_only</c>.</summary>
internal static class InspectPeers
{
    private const string Python = "/usr/bin/python3";

    private const string Keywords =
        "PatientID PatientSex PatientAge PatientBirthDate StudyInstanceUID SeriesInstanceUID SOPInstanceUID SOPClassUID FrameOfReferenceUID StudyDate SeriesDate AcquisitionDate ContentDate "
        + "AccessionNumber SeriesNumber InstanceNumber AcquisitionNumber Modality BodyPartExamined PatientPosition Manufacturer ManufacturerModelName InstitutionName SeriesDescription StudyDescription "
        + "ProtocolName ImageType ImageOrientationPatient ImagePositionPatient PixelSpacing SliceThickness SliceLocation RescaleSlope RescaleIntercept RescaleType WindowCenter WindowWidth KVP "
        + "BurnedInAnnotation LossyImageCompression SpecificCharacterSet PatientName Rows Columns SamplesPerPixel BitsAllocated BitsStored HighBit PixelRepresentation PhotometricInterpretation";

    private const string Pydicom = """
        import sys, time
        from pydicom import dcmread
        names = sys.argv[1].split()
        files = sys.stdin.read().split("\n")
        for turn in (files[:50], files):
            begin = time.process_time()
            for f in turn:
                d = dcmread(f, stop_before_pixels=True)
                for n in names:
                    d.get(n)
        print(len(files) / (time.process_time() - begin))
        """;

    private const string PydicomOpenOnly = """
        import sys, time
        from pydicom import dcmread
        files = sys.stdin.read().split("\n")
        for turn in (files[:50], files):
            begin = time.process_time()
            for f in turn:
                dcmread(f, stop_before_pixels=True)
        print(len(files) / (time.process_time() - begin))
        """;

    private const string Gdcm = """
        import sys, time, gdcm
        names = sys.argv[1].split()
        files = sys.stdin.read().split("\n")
        dicts = gdcm.GetInstanceDicts() if hasattr(gdcm, "GetInstanceDicts") else gdcm.Global.GetInstance().GetDicts()
        for turn in (files[:50], files):
            scanner = gdcm.StrictScanner()
            for n in names:
                t = gdcm.Tag()
                dicts.GetPublicDict().GetDictEntryByKeyword(n, t)
                scanner.AddTag(t)
            begin = time.process_time()
            scanner.Scan(turn)
        print(len(files) / (time.process_time() - begin))
        """;

    /// <summary>Rates of those that are installed, and the names of those that are not.</summary>
    public static async Task<(IReadOnlyDictionary<string, double> Rates, IReadOnlyList<string> Absent)> RunAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        Dictionary<string, double> rates = new(StringComparer.Ordinal);
        List<string> absent = [];
        void Note(string name, double? rate)
        {
            if (rate is { } found)
                rates[name] = found;
            else
                absent.Add(name);
        }

        Note("pydicom", await ScriptAsync(Pydicom, files, cancellationToken));
        Note("pydicom_open_only", await ScriptAsync(PydicomOpenOnly, files, cancellationToken));
        Note("gdcm_strict_scanner", await ScriptAsync(Gdcm, files, cancellationToken));
        Note("dcmdump", await DumpAsync(files, cancellationToken));
        return (rates, absent);
    }

    /// <summary>Answers what the script prints; null when Python or the package is absent.</summary>
    private static async Task<double?> ScriptAsync(string script, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
            return null;
        ProcessStartInfo start = new(Python, ["-c", script, Keywords]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(string.Join('\n', files));
            process.StandardInput.Close();
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return null; // it ended at its imports: the package is not there
        }

        string output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = await errors;
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return double.TryParse(output.Trim(), CultureInfo.InvariantCulture, out double rate) ? rate : null;
    }

    private static async Task<double?> DumpAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (!File.Exists("/usr/bin/dcmdump"))
            return null;
        ProcessStartInfo start = new("/bin/sh", ["-c", "exec /usr/bin/dcmdump -q +sb 7fe0,0010 \"$@\" >/dev/null 2>&1", "dcmdump", .. files]);
        TimeSpan before = ChildTime.OfAll();
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan cpu = ChildTime.OfAll() - before;
        return process.ExitCode == 0 && cpu > TimeSpan.Zero ? files.Count / cpu.TotalSeconds : null;
    }
}
