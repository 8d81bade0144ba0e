using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using MedAgg.Domain.Catalog;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Search;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Catalog;

/// <summary><c>search</c>: the catalogue as the page asks it.</summary>
internal static class SearchCommand
{
    public static Command Create(OpenToolHost open)
    {
        var text = new Argument<string>("TEXT") { Description = "What you look for, in Russian or English; empty lists everything.", DefaultValueFactory = _ => "" };
        var language = new Option<string>("--language") { Description = "Language of titles: ru or en.", DefaultValueFactory = _ => "en" };
        var take = new Option<int>("--take") { Description = "Hits to print, 1 to 200.", DefaultValueFactory = _ => 20 };
        var skip = new Option<int>("--skip") { Description = "Hits to pass over." };
        var csv = new Option<bool>("--csv") { Description = "Everything that is found, as the page exports it." };
        var verbatim = new Option<bool>("--verbatim") { Description = "Take the words as typed: no repair of spelling or keyboard layout." };
        var sort = new Option<SearchOrder>("--sort") { Description = "relevance, newest, mostimages or title." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        Dictionary<string, Option<string[]>> filters = FacetName.All.ToDictionary(facet => facet, facet => new Option<string[]>("--" + facet)
        {
            Description = $"Only this {facet}; several are alternatives.{(FacetRange.Facets.Contains(facet) ? $" Ranges: {Example(facet)}." : "")}",
            AllowMultipleArgumentsPerToken = true,
        });
        language.AcceptOnlyFromAmong("ru", "en");

        var command = new Command("search", "Search the catalogue.") { text, language, take, skip, sort, csv, verbatim, json, data };
        foreach (Option<string[]> filter in filters.Values)
            command.Add(filter);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SearchRequest
            {
                Text = parsed.GetValue(text) ?? "",
                Language = parsed.GetRequiredValue(language),
                Take = Math.Clamp(parsed.GetValue(take), 1, 200),
                Skip = Math.Max(0, parsed.GetValue(skip)),
                IsVerbatim = parsed.GetValue(verbatim),
                Order = parsed.GetValue(sort),
                Filters = filters.Where(filter => parsed.GetValue(filter.Value) is { Length: > 0 })
                    .ToDictionary(filter => filter.Key, filter => (IReadOnlyList<string>)[.. parsed.GetValue(filter.Value)!.Select(value => ValueOf(filter.Key, value)).Distinct()]),
            };
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            if (parsed.GetValue(csv))
                await ExportAsync(host, request, cancellationToken);
            else
                await AnswerAsync(host, request, parsed.GetValue(json), cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Example(string facet) => facet switch
    {
        FacetName.Size => "500MB..2GiB, 10GiB..",
        FacetName.Year => "2015..2020, ..2012",
        _ => "1000..5000, 10k..",
    };

    private static string ValueOf(string facet, string value) => FacetRange.IsMeant(facet, value)
        ? FacetRange.Parse(facet, value)?.ToString() ?? throw new RefusedException(FacetRange.Unreadable, FacetRange.Complaint(facet, value))
        : value;

    private static async Task ExportAsync(IToolHost host, SearchRequest request, CancellationToken cancellationToken)
    {
        string[] audiences = Audiences(await host.Services.GetRequiredService<IndexEntryQueries>().AllAsync(cancellationToken));
        await host.Services.GetRequiredService<SearchExport>().WriteCsvAsync(Console.Out, request with { Audiences = audiences }, Actor.Terminal, ',', cancellationToken);
    }

    private static string[] Audiences(IReadOnlyList<IndexEntry> entries) => [.. entries.Select(entry => entry.Audience).OfType<string>().Distinct()];

    private static async Task AnswerAsync(IToolHost host, SearchRequest request, bool json, CancellationToken cancellationToken)
    {
        // A terminal on this machine has the rights of its administrator: it finds private datasets, too.
        IReadOnlyList<IndexEntry> entries = await host.Services.GetRequiredService<IndexEntryQueries>().AllAsync(cancellationToken);
        string[] audiences = Audiences(entries);
        long began = Stopwatch.GetTimestamp();
        SearchAnswer answer = host.Services.GetRequiredService<IDatasetSearch>().Search(request with { Audiences = audiences });
        double tookMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Dictionary<string, IndexEntry> bySlug = entries.ToDictionary(entry => entry.Slug);

        if (json)
            Console.WriteLine(JsonSerializer.Serialize(ToJson(request, answer, bySlug, tookMs), JsonOutput.Options));
        else
            Print(request, answer, bySlug);
    }

    private static object ToJson(SearchRequest request, SearchAnswer answer, Dictionary<string, IndexEntry> bySlug, double tookMs) => new
    {
        query = request.Text,
        answer.Corrected,
        took_ms = Math.Round(tookMs, 3),
        answer.Total,
        answer.Exact,
        understood = answer.Understood,
        hits = answer.Hits.Select((hit, i) => new
        {
            rank = request.Skip + i + 1,
            hit.Slug,
            score = Math.Round(hit.Score, 6),
            title = bySlug[hit.Slug].Title,
            modalities = bySlug[hit.Slug].Modalities,
            areas = bySlug[hit.Slug].Areas,
            tasks = bySlug[hit.Slug].Tasks,
            images = bySlug[hit.Slug].Images,
            size_bytes = bySlug[hit.Slug].SizeBytes,
            licence = bySlug[hit.Slug].LicenceClass,
            inspected = bySlug[hit.Slug].IsInspected,
            reasons = hit.Reasons,
        }),
        answer.Facets,
        answer.Relaxation,
    };

    private static void Print(SearchRequest request, SearchAnswer answer, Dictionary<string, IndexEntry> bySlug)
    {
        if (answer.Corrected is { } corrected)
            Console.WriteLine($"read as: {corrected}");
        if (answer.Understood.Count > 0)
            Console.WriteLine("understood: " + string.Join(", ", answer.Understood.Select(slot => $"{(slot.IsExcluded ? "not " : "")}{slot.Kind}={slot.Id} (“{slot.Words}”)")));
        Console.WriteLine(answer.Exact < answer.Total ? $"{answer.Total} datasets, {answer.Exact} with every condition" : $"{answer.Total} datasets");
        foreach (SearchHit hit in answer.Hits)
        {
            LocalizedText title = bySlug[hit.Slug].Title;
            Console.WriteLine($"{hit.Score,8:0.000}  {hit.Slug,-32}  {title.In(request.Language)}");
        }

        if (answer.Relaxation is { } relaxation)
            Console.WriteLine($"without {relaxation.Facet} “{relaxation.Value}”: {relaxation.Total} datasets");
    }
}
