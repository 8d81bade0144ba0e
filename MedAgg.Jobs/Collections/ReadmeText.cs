using System.Globalization;
using System.Text;
using MedAgg.Domain.Collections;

namespace MedAgg.Jobs.Collections;

/// <summary>The README of an archive, English then Russian. It holds nothing that changes between two builds of one recipe.</summary>
internal static class ReadmeText
{
    public static string Write(Recipe recipe, string recipeSha256, IReadOnlyList<SourceLine> sources, IReadOnlyList<string> warnings)
    {
        StringBuilder text = new();
        long images = sources.Sum(source => source.Images);
        long patients = sources.Sum(source => source.Patients);
        Line(text, $"# {Plain(recipe.Name)}\n");
        Line(text, $"{images} images, {patients} known patients, {sources.Count} source(s). Русский текст ниже.\n");
        Line(text, "## What is here\n");
        Line(text, "- `images/<dataset>/…`: the original files, byte for byte as the source gave them.");
        Line(text, "- `metadata.csv`: one row for each image; RFC 4180, UTF-8, decimal point; an empty cell means unknown; a leading apostrophe guards a cell that a spreadsheet would run.");
        Line(text, "- `SHA256SUMS`: hashes of all files but itself. Check them with `sha256sum -c SHA256SUMS`.");
        Line(text, "- `recipe.json`: what was chosen. The same recipe gives the same archive, byte for byte.\n");
        Line(text, "## Sources, licences, citations\n");
        Line(text, "| Dataset | Version | Images | Patients | Licence | Source |\n|---|---|---|---|---|---|");
        Sources(text, sources, "not stated", "unknown");
        Line(text, "\nPatients are counted inside each dataset, where files or tables name them.\n");
        Citations(text, sources, "Cite:");
        Warnings(text, warnings, "Before you pass it on:");
        Line(text, "## How it was verified\n");
        Line(text, "Every file was hashed when it was taken in. While this archive was written each file was read again and its SHA-256 compared; a file that differs stops the build.\n");
        Line(text, "## How it was chosen\n");
        Line(text, recipe.Query is { Length: > 0 } query ? $"- Search: `{Code(query)}`" : "- Search: none");
        Line(text, $"- Recipe SHA-256: `{recipeSha256}`\n");
        Line(text, "For research; not for diagnosis.\n");

        Line(text, $"# {Plain(recipe.Name)} (по-русски)\n");
        Line(text, $"Снимков: {images}, известных пациентов: {patients}, источников: {sources.Count}.\n");
        Line(text, "## Что внутри\n");
        Line(text, "- `images/<набор>/…`: исходные файлы, байт в байт как у источника.");
        Line(text, "- `metadata.csv`: одна строка на снимок; RFC 4180, UTF-8, десятичная точка; пустая ячейка значит «неизвестно»; апостроф в начале не даёт таблице выполнить ячейку как формулу.");
        Line(text, "- `SHA256SUMS`: хеши всех файлов, кроме него самого. Проверка: `sha256sum -c SHA256SUMS`.");
        Line(text, "- `recipe.json`: что было отобрано. Тот же рецепт даёт тот же архив, байт в байт.\n");
        Line(text, "## Источники, лицензии, цитирование\n");
        Line(text, "| Набор | Версия | Снимков | Пациентов | Лицензия | Источник |\n|---|---|---|---|---|---|");
        Sources(text, sources, "не указана", "неизвестен");
        Line(text, "\nПациенты считаются внутри каждого набора, если их называют файлы или таблицы.\n");
        Citations(text, sources, "Цитировать:");
        Warnings(text, warnings, "Прежде чем передавать дальше (сообщения на английском):");
        Line(text, "## Как проверено\n");
        Line(text, "Каждый файл хеширован при приёме. При записи архива каждый файл прочитан ещё раз и его SHA-256 сверен; расхождение останавливает сборку.\n");
        Line(text, "## Как отобрано\n");
        Line(text, recipe.Query is { Length: > 0 } russian ? $"- Поиск: `{Code(russian)}`" : "- Поиск: нет");
        Line(text, $"- SHA-256 рецепта: `{recipeSha256}`\n");
        Line(text, "Для исследований; не для диагностики.");
        return text.ToString();
    }

    private static void Sources(StringBuilder text, IReadOnlyList<SourceLine> sources, string noLicence, string noUrl)
    {
        foreach (SourceLine source in sources)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Plain(source.Pinned.Title)} (`{source.Folder}`) | {source.Version} | {source.Images} | {source.Patients} | ");
            text.Append(CultureInfo.InvariantCulture, $"{Plain(source.Pinned.Licence ?? noLicence)} | {Plain(source.Pinned.SourceUrl ?? noUrl)} |\n");
        }
    }

    private static void Citations(StringBuilder text, IReadOnlyList<SourceLine> sources, string head)
    {
        SourceLine[] cited = [.. sources.Where(source => source.Pinned.Citation is { Length: > 0 })];
        if (cited.Length == 0)
            return;
        Line(text, $"{head}\n");
        foreach (SourceLine source in cited)
            Line(text, $"- {Plain(source.Pinned.Citation!)}");
        text.Append('\n');
    }

    private static void Warnings(StringBuilder text, IReadOnlyList<string> warnings, string head)
    {
        if (warnings.Count == 0)
            return;
        Line(text, $"{head}\n");
        foreach (string warning in warnings)
        {
            int colon = warning.IndexOf(':', StringComparison.Ordinal); // CODE: sentence
            Line(text, $"- `{warning[..colon]}`: {Plain(warning[(colon + 1)..].Trim())}");
        }

        text.Append('\n');
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    // Names come from sources: they may not make tables, links or tags of their own.
    private static string Plain(string name)
    {
        StringBuilder plain = new(name.Length);
        foreach (char c in name)
        {
            if (char.IsControl(c))
                plain.Append(' ');
            else if ("\\`*_[]<>|#".Contains(c, StringComparison.Ordinal))
                plain.Append('\\').Append(c);
            else
                plain.Append(c);
        }

        return plain.ToString();
    }

    private static string Code(string query) => string.Concat(query.Where(c => !char.IsControl(c) && c != '`'));
}

/// <summary>One row of the table of sources.</summary>
internal sealed record SourceLine(string Folder, int Version, PinnedSource Pinned, long Images, long Patients);
