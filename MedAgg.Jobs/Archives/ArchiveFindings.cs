using MedAgg.Domain.Refusals;
using MedAgg.Domain.Storage;

namespace MedAgg.Jobs.Archives;

/// <summary>Collects files and oddities of one level, and keeps the paths apart.</summary>
internal sealed class ArchiveFindings(string path)
{
    private const int MaxNotices = 1000;

    private readonly List<ArchiveEntry> _entries = [];
    private readonly List<ArchiveNotice> _notices = [];
    private readonly List<BlobRef> _unwrapped = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);
    private int _noticeCount;

    public void Note(Refusal refusal, string? entry, bool isSkipped = false)
    {
        _noticeCount++;
        if (_notices.Count < MaxNotices)
            _notices.Add(new(refusal.Code, refusal.Message, entry is null ? null : EntryName.Shown(entry), isSkipped));
    }

    public void AddUnwrapped(BlobRef blob) => _unwrapped.Add(blob);

    public void AddLink(string entry) => _links.Add(entry);

    public void AddFolder(string entry)
    {
        string folder = BesideFiles(entry);
        if (folder != entry)
            Note(new(ArchiveCodes.Duplicate, $"'{EntryName.Shown(entry)}' is a file and a folder; the folder is kept as '{EntryName.Shown(folder)}'."), entry);
        while (folder.Length > 0 && _folders.Add(folder))
            folder = ParentOf(folder);
    }

    /// <summary>Gives the file a path that no other file or folder has.</summary>
    /// <exception cref="RefusedException">The path leads through a link of the same archive.</exception>
    public string Claim(string entry)
    {
        for (string part = entry; part.Length > 0 && _links.Count > 0; part = ParentOf(part))
        {
            if (_links.Contains(part))
                throw new RefusedException(ArchiveCodes.EscapesRoot, $"'{EntryName.Shown(entry)}' would be written through the link '{EntryName.Shown(part)}'; the archive is not used.");
        }

        string free = Join(BesideFiles(ParentOf(entry)), entry);
        string claimed = free;
        for (int copy = 2; _folders.Contains(claimed) || !_files.Add(claimed); copy++)
            claimed = Numbered(free, copy);
        if (claimed != entry)
            Note(new(ArchiveCodes.Duplicate, $"There are several entries named '{EntryName.Shown(entry)}'; this one is kept as '{EntryName.Shown(claimed)}'."), entry);
        AddFolder(ParentOf(claimed));
        return claimed;
    }

    public void Add(ArchiveEntry entry) => _entries.Add(entry);

    /// <summary>Takes over what was found in an archive inside.</summary>
    public void Merge(ArchiveFindings inner)
    {
        _entries.AddRange(inner._entries);
        _unwrapped.AddRange(inner._unwrapped);
        _notices.AddRange(inner._notices.Take(MaxNotices - _notices.Count));
        _noticeCount += inner._noticeCount;
    }

    /// <summary>Takes over only the blobs that were written: they must not be forgotten.</summary>
    public void MergeUnwrapped(ArchiveFindings inner) => _unwrapped.AddRange(inner._unwrapped);

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Why there is nothing to use: the first entry that was left out tells, else the archive is empty.</summary>
    public Refusal WhyEmpty() => _notices.Find(notice => notice.Skipped) is { } first
        ? new(first.Code, first.Message)
        : new(ArchiveCodes.Empty, $"'{EntryName.Shown(path)}' holds no files.");

    public ArchiveTable ToTable() => new()
    {
        Verdict = _noticeCount > 0 ? ArchiveVerdict.AcceptWithWarning : ArchiveVerdict.Accept,
        Reason = _noticeCount > 0 ? new(_notices[0].Code, _notices[0].Message) : null,
        Entries = _entries,
        Notices = _notices,
        NoticeCount = _noticeCount,
        Unwrapped = _unwrapped,
        UnpackedBytes = _entries.Sum(entry => entry.SizeBytes),
    };

    public ArchiveTable ToRejection(Refusal refusal) => new()
    {
        Verdict = ArchiveVerdict.Reject,
        Reason = refusal,
        Notices = _notices,
        NoticeCount = _noticeCount,
        Unwrapped = _unwrapped,
    };

    // A folder cannot have the name of a file that came before it.
    private string BesideFiles(string folder)
    {
        if (folder.Length == 0)
            return "";
        string free = Join(BesideFiles(ParentOf(folder)), folder);
        string claimed = free;
        for (int copy = 2; _files.Contains(claimed); copy++)
            claimed = Numbered(free, copy);
        return claimed;
    }

    private static string Join(string parent, string entry)
    {
        string last = entry[(entry.LastIndexOf('/') + 1)..];
        return parent.Length == 0 ? last : $"{parent}/{last}";
    }

    private static string ParentOf(string entry)
    {
        int slash = entry.LastIndexOf('/');
        return slash < 0 ? "" : entry[..slash];
    }

    private static string Numbered(string entry, int copy)
    {
        int slash = entry.LastIndexOf('/');
        int dot = entry.IndexOf('.', slash + 2 <= entry.Length ? slash + 2 : entry.Length);
        return dot < 0 ? $"{entry}~{copy}" : $"{entry[..dot]}~{copy}{entry[dot..]}";
    }
}
