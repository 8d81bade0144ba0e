using System.IO.Compression;
using System.Text;
using System.Xml;
using MedAgg.Domain.Refusals;
using MedAgg.Imaging.Bytes;
using MedAgg.Jobs.Archives;
using Refusal = MedAgg.Domain.Refusals.Refusal;

namespace MedAgg.Jobs.Tables;

/// <summary>
/// Goes through the parts of an Office Open XML workbook (ECMA-376): names, relations, every XML part to its end, references of cells. No DTD, no resolver,
/// no link is followed, no formula evaluated, nothing is allocated from what the file states.
/// </summary>
internal sealed class WorkbookCheck(TableLimits limits)
{
    private const string RootRelations = "_rels/.rels";
    private const string OfficeDocument = "/officeDocument";
    private const int PrologBytes = 4096;

    private readonly List<Refusal> _remarks = [];
    private long _unpacked;

    public TableVerdict Judge(ByteSource source, CancellationToken cancellationToken)
    {
        try
        {
            using ZipArchive archive = new(source.AsStream(), ZipArchiveMode.Read);
            JudgeNames(archive);
            ZipArchiveEntry workbook = Find(archive, MainPart(archive, cancellationToken))
                ?? throw Malformed("its main part is missing");
            Read(workbook, null, cancellationToken);
            int shared = ReadShared(archive, cancellationToken);
            foreach (ZipArchiveEntry part in archive.Entries.Where(part => part != workbook && IsXml(part.FullName)))
                ReadPart(part, shared, cancellationToken);
            return new(null, _remarks);
        }
        catch (RefusedException exception)
        {
            return new(exception.Refusal, []);
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException)
        {
            return TableVerdict.Refuse(TableCodes.Malformed, "The workbook is damaged: its parts cannot be read.");
        }
    }

    private void JudgeNames(ZipArchive archive)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (ZipArchiveEntry part in archive.Entries)
        {
            string name = part.FullName.Replace('\\', '/');
            if (name.StartsWith('/') || name.Split('/').Contains(".."))
                throw new RefusedException(TableCodes.PartEscapes, "A part of the workbook is named outside of it.");
            if (!names.Add(name))
                throw Malformed("it holds the same part twice");
            if (name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
                Remark(TableCodes.HasMacros, "The workbook holds macros; they are stored and never run.");
            if (name.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase))
                Remark(TableCodes.ExternalReference, "The workbook refers to other files; they are not fetched.");
        }
    }

    private string MainPart(ZipArchive archive, CancellationToken cancellationToken)
    {
        ZipArchiveEntry relations = Find(archive, RootRelations) ?? throw Malformed("its relations are missing");
        string? target = null;
        using XmlReader xml = Open(relations);
        while (Next(xml, cancellationToken))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship")
                continue;
            bool isMain = xml.GetAttribute("Type")?.EndsWith(OfficeDocument, StringComparison.Ordinal) == true;
            if (isMain && xml.GetAttribute("TargetMode") == "External")
                throw new RefusedException(TableCodes.ExternalReference, "The workbook itself lies elsewhere: its main part is an outside address, which is not fetched.");
            target = isMain ? xml.GetAttribute("Target") : target;
        }

        string name = (target ?? throw Malformed("it names no main part")).TrimStart('/');
        return name.Split('/', '\\').Contains("..") || name.Contains(':', StringComparison.Ordinal) ? throw Malformed("its main part lies outside of it") : name;
    }

    private int ReadShared(ZipArchive archive, CancellationToken cancellationToken)
    {
        if (Find(archive, "xl/sharedStrings.xml") is not { } part)
            return 0;
        int count = 0;
        using XmlReader xml = Open(part);
        while (Next(xml, cancellationToken))
            count += xml is { NodeType: XmlNodeType.Element, LocalName: "si" } ? 1 : 0;
        return count;
    }

    private void ReadPart(ZipArchiveEntry part, int shared, CancellationToken cancellationToken)
    {
        string name = part.FullName;
        if (name is RootRelations or "xl/sharedStrings.xml")
            return;
        Read(part, name.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) ? new SheetCells(shared) : null, cancellationToken);
    }

    private void Read(ZipArchiveEntry part, SheetCells? cells, CancellationToken cancellationToken)
    {
        using XmlReader xml = Open(part);
        while (Next(xml, cancellationToken))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" })
                JudgeRelation(xml);
            if (cells?.Take(xml) is { } wrong)
                throw Malformed(wrong);
        }

        if (cells?.IsSparse == true)
            Remark(TableCodes.Sparse, "Cells of the workbook lie far apart; only those that are there are read.");
    }

    private void JudgeRelation(XmlReader xml)
    {
        if (xml.GetAttribute("TargetMode") == "External")
            Remark(TableCodes.ExternalReference, "The workbook refers to other files or addresses; they are not fetched.");
        else if (xml.GetAttribute("Target") is { } target && target.Split('/', '\\').Count(step => step == "..") > 2)
            throw Malformed("a relation leads outside of it");
    }

    private bool Next(XmlReader xml, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!xml.Read())
            return false;
        return xml.Depth <= limits.MaxXmlDepth ? true : throw Malformed($"its XML nests deeper than {limits.MaxXmlDepth} levels");
    }

    private XmlReader Open(ZipArchiveEntry part)
    {
        if (HasDocumentType(part))
            throw new RefusedException(TableCodes.XmlDtd, "A part of the workbook declares a document type, as no workbook does; it is not expanded.");
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, CloseInput = true };
        return XmlReader.Create(new BoundedPart(this, part.Open()), settings);
    }

    // The reader refuses it as well, but does not say why.
    private static bool HasDocumentType(ZipArchiveEntry part)
    {
        using Stream content = part.Open();
        byte[] head = new byte[PrologBytes];
        int read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return Encoding.Latin1.GetString(head, 0, read).Replace("\0", "", StringComparison.Ordinal).Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
    }

    private void Count(int read, long ofPart)
    {
        _unpacked += read;
        if (ofPart > limits.MaxEntryBytes || _unpacked > limits.MaxTotalUnpackedBytes)
            throw new RefusedException(TableCodes.PartTooLarge, $"A part of the workbook unpacks to more than the limit of {Math.Min(limits.MaxEntryBytes, limits.MaxTotalUnpackedBytes)} bytes.");
    }

    private void Remark(string code, string message)
    {
        if (_remarks.TrueForAll(remark => remark.Code != code))
            _remarks.Add(new(code, message));
    }

    private static ZipArchiveEntry? Find(ZipArchive archive, string name) =>
        archive.Entries.FirstOrDefault(part => string.Equals(part.FullName, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsXml(string name) => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static RefusedException Malformed(string what) => new(TableCodes.Malformed, $"The workbook is damaged: {what}.");

    /// <summary>Counts what a part unpacks to and stops at the limits.</summary>
    private sealed class BoundedPart(WorkbookCheck owner, Stream content) : ForwardStream
    {
        private long _read;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = content.Read(buffer);
            _read += read;
            owner.Count(read, _read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await content.ReadAsync(buffer, cancellationToken);
            _read += read;
            owner.Count(read, _read);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                content.Dispose();
            base.Dispose(disposing);
        }
    }
}
