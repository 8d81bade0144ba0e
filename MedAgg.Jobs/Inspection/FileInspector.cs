using System.Security.Cryptography;
using MedAgg.Domain.Inspection;
using MedAgg.Domain.Taxonomy;
using MedAgg.Imaging;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;
using MedAgg.Jobs.Tables;
using DomainRefusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Jobs.Inspection;

/// <summary>One file's bytes → what the catalogue keeps of it. Ingestion and <c>medagg inspect</c> use the same inspector.</summary>
public sealed class FileInspector(IImageReader reader, Func<TaxonomyModel> taxonomy, ImagingLimits limits, TableLimits? tables = null)
{
    private const int BufferBytes = 128 * 1024;

    private readonly TableCheck _tables = new(tables ?? TableLimits.Default);
    private volatile Evidence? _evidence;

    /// <summary>An inspector whose taxonomy never changes.</summary>
    public FileInspector(IImageReader reader, TaxonomyModel taxonomy, ImagingLimits limits, TableLimits? tables = null)
        : this(reader, () => taxonomy, limits, tables)
    {
    }

    /// <summary>Reads, hashes and judges a file. Bad bytes are a refusal inside the answer.</summary>
    /// <param name="source">The bytes; stays open.</param>
    /// <param name="path">Path below the source with <c>/</c>, archive entries as <c>a.zip!/b.dcm</c>.</param>
    /// <param name="siblings">Opens the other half of a detached pair; null when there is nothing else.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="IOException">The storage below failed.</exception>
    public InspectedFile Inspect(ByteSource source, string path, OpenSibling? siblings, CancellationToken cancellationToken)
    {
        string sha256 = Hash(source, cancellationToken);
        FileReading reading = reader.Inspect(source, path, limits, siblings, cancellationToken);
        reading = With(reading, _tables.Judge(source, reading, cancellationToken));
        (FileRole role, DomainRefusal? reason) = FileRoles.Of(reading, siblings);
        Findings found = new();
        ImageFact? image = role is FileRole.Image ? Judge(SourcePath.Of(path), reading.Facts!, found) : null;
        DatasetFile file = new()
        {
            VersionId = 0,
            Path = path,
            Role = role,
            Kind = reading.Kind.Name(),
            Subkind = reading.Subkind,
            Sha256 = sha256,
            SizeBytes = source.Length,
            RefusalCode = reading.Refusal?.Code ?? reason?.Code ?? (role is FileRole.Refused ? Codes.FileUnreadable : null),
            RefusalMessage = reading.Refusal?.Message ?? reason?.Message ?? (role is FileRole.Refused ? "The file claims to be an image and nothing in it can be read." : null),
            Warnings = [.. Warnings(reading, role)],
        };
        return new(file, image, reading, found.All);
    }

    /// <summary>The answer for a file whose bytes could not be had at all.</summary>
    public static InspectedFile Refused(string path, long sizeBytes, DomainRefusal refusal)
    {
        DatasetFile file = new()
        {
            VersionId = 0,
            Path = path,
            Role = FileRole.Refused,
            Kind = FileKind.Corrupt.Name(),
            SizeBytes = sizeBytes,
            RefusalCode = refusal.Code,
            RefusalMessage = refusal.Message,
        };
        FileReading reading = new(path, sizeBytes, FileKind.Corrupt) { Refusal = new(refusal.Code, refusal.Message) };
        return new(file, null, reading, []);
    }

    private ImageFact Judge(SourcePath path, ImageFacts facts, Findings found)
    {
        Evidence evidence = Current();
        found.Add(evidence.Modality.Find(path, facts));
        found.Add(evidence.Area.Find(path, facts, found.Value(ModalityEvidence.What)));
        found.Add(SplitFolders.Find(path));
        if (string.IsNullOrWhiteSpace(facts.Dicom?.PatientId))
            found.Add(PathKeys.Patient(path));
        if (string.IsNullOrWhiteSpace(facts.Dicom?.StudyInstanceUid))
            found.Add(PathKeys.Study(path));
        Dimensionality dimensionality = Dimensions.OfFile(facts);
        if (dimensionality is not Dimensionality.Unknown)
            found.Add(new Detection("dimensionality", Dimensions.Name(dimensionality), Confidences.Structure, "the file by itself"));
        return ImageFactMapper.Map(path, facts, found) with { Dimensionality = dimensionality, EvidenceJson = Findings.ToJson(found.All) };
    }

    private static FileReading With(FileReading reading, TableVerdict verdict) => reading with
    {
        Refusal = verdict.Refusal is { } refusal ? new(refusal.Code, refusal.Message) : reading.Refusal,
        Warnings = [.. reading.Warnings, .. verdict.Remarks.Select(remark => new ReadWarning(remark.Code, remark.Message))],
    };

    private static IEnumerable<string> Warnings(FileReading reading, FileRole role)
    {
        foreach (ReadWarning warning in reading.Warnings)
            yield return $"{warning.Code}: {warning.Message}";
        if (role is FileRole.Document && SopClasses.IsImage(reading.Facts?.Dicom?.SopClassUid) && reading.Warnings.All(warning => warning.Code != Codes.PixelsAbsent))
            yield return $"{Codes.PixelsAbsent}: The file is of an image class and has no pixels; it is not counted as an image.";
    }

    private static string Hash(ByteSource source, CancellationToken cancellationToken)
    {
        if (source.TryGetMemory(out ReadOnlyMemory<byte> memory))
            return Convert.ToHexStringLower(SHA256.HashData(memory.Span));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        long offset = 0;
        int read;
        while ((read = source.Read(offset, buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            offset += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Made once a taxonomy: an administrator may change it while the node works.
    private Evidence Current()
    {
        TaxonomyModel model = taxonomy();
        if (_evidence is not { } evidence || evidence.Taxonomy != model)
            _evidence = evidence = new(model, new(model), new(model));
        return evidence;
    }

    private sealed record Evidence(TaxonomyModel Taxonomy, ModalityEvidence Modality, AreaEvidence Area);
}
