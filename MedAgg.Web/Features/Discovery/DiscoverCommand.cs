using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Discovery;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Discovery;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Discovery;

/// <summary><c>discover</c>: asks the outside providers from a terminal, with the very runner of the page.</summary>
internal static class DiscoverCommand
{
    public static Command Create(OpenToolHost open)
    {
        var text = new Argument<string>("TEXT") { Description = "Words to look for." };
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("discover", "Search outside providers (Zenodo, Hugging Face, Kaggle, IDC, OpenNeuro, Figshare, Dataverse).") { text, json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost host = await open(parsed.GetValue(data), false, cancellationToken);
            (long? id, Refusal? refusal) = await host.Services.GetRequiredService<StartProviderSearch>().StoreAsync(Actor.Terminal, parsed.GetRequiredValue(text), cancellationToken);
            long asked = id ?? throw new RefusedException(refusal!);
            await host.Services.GetRequiredService<SearchRunner>().RunAsync(asked, cancellationToken);
            ProviderSearchView view = await host.Services.GetRequiredService<ProviderSearchQueries>().FindAsync(Actor.Terminal, asked, cancellationToken)
                ?? throw new RefusedException(ProviderSearchQueries.Unknown(asked));
            if (parsed.GetValue(json))
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(view, JsonOutput.Options));
            else
                await TellAsync(view);
            return view.Providers.All(provider => provider.State is not AnswerState.Answered) ? ExitCode.Refused : ExitCode.Done;
        });
        return command;
    }

    private static async Task TellAsync(ProviderSearchView view)
    {
        foreach (ProviderAnswerView provider in view.Providers)
        {
            string total = provider.Total is { } count ? FormattableString.Invariant($" of {count}") : "";
            await Console.Out.WriteLineAsync(provider.Error is { } error ? $"{provider.Provider}: {error}" : FormattableString.Invariant($"{provider.Provider}: {provider.Found.Count}{total}"));
            foreach (FoundDataset found in provider.Found)
                await Console.Out.WriteLineAsync($"  {found.Title}  <{found.Address}>  {found.Licence ?? "licence not told"}");
        }
    }
}
