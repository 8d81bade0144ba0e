using System.Globalization;
using MedAgg.Domain.Inspection;
using MedAgg.Web.Localisation;
using Microsoft.AspNetCore.Components;

namespace MedAgg.Web.Features.Inspection;

/// <summary>The manifest of a version, page by page, with a panel for the file that was chosen.</summary>
public sealed partial class FilesPage
{
    // The page of files; null while it is read.
    private FileList? Files { get; set; }

    [Inject]
    private FileQueries Queries { get; set; } = null!;

    /// <inheritdoc />
    protected override string Tab => "files";

    /// <inheritdoc />
    protected override object? TabState
    {
        get => (Files, Selected, Elsewhere);
        set => (Files, Selected, Elsewhere) = value is (FileList files, var selected, var elsewhere) ? (files, selected as FileDetail, elsewhere as FileElsewhere) : (null, null, null);
    }

    private FileAddress Address { get; set; } = new();

    private FileDetail? Selected { get; set; }

    // The file of the address where the shown version does not have it.
    private FileElsewhere? Elsewhere { get; set; }

    private string Text { get; set; } = "";

    /// <inheritdoc />
    protected override async Task ReadTabAsync()
    {
        Address = FileAddress.Parse(Query);
        Text = Address.Text;
        if (Dataset!.Version is not { } version)
            return;
        Files = await Queries.ListAsync(version.Id, Address.Role, Address.Text, (Address.Page - 1) * FileAddress.PageSize, FileAddress.PageSize, Left);
        Selected = Address.File is { } file ? await Queries.FindAsync(version.Id, file, Left) : null;
        Elsewhere = Address.File is { } missing && Selected is null ? await Queries.FindElsewhereAsync(Dataset.Id, version.Id, missing, Left) : null;
    }

    private string Href(FileAddress address) => $"/datasets/{Slug}/files{address.ToQuery()}";

    private string CsvHref(bool isRussian = false)
    {
        string query = new FileAddress { Role = Address.Role, Text = Address.Text }.ToQuery();
        string excel = isRussian ? (query.Length == 0 ? "?" : "&") + "sep=semicolon&bom=true" : "";
        return string.Create(CultureInfo.InvariantCulture, $"/api/datasets/{Slug}/versions/{Dataset!.Version!.Number}/files.csv{query}{excel}");
    }

    private void Search() => Navigation.NavigateTo(Href(Address with { Text = Text.Trim(), Page = 1, File = null }));

    private long? CountOf(FileRole role)
    {
        if (Dataset!.Version is not { IsFilling: false, Counts: { } counts })
            return null;
        return role switch
        {
            FileRole.Image => counts.Images,
            FileRole.Table => counts.Tables,
            FileRole.Document => counts.Documents,
            FileRole.Refused => counts.Refusals,
            _ => counts.Others,
        };
    }

    private static string Extent(FileRow file) =>
        file is not { Columns: { } columns, Rows: { } rows } ? Format.Missing
        : file.Planes is { } planes ? $"{Format.Number(columns)} × {Format.Number(rows)} × {Format.Number(planes)}"
        : $"{Format.Number(columns)} × {Format.Number(rows)}";
}
