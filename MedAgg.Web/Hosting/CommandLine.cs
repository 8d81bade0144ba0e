using System.CommandLine;
using MedAgg.Domain.Refusals;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;
using MedAgg.Web.Features.Archives;
using MedAgg.Web.Features.Audit;
using MedAgg.Web.Features.Benchmarks;
using MedAgg.Web.Features.Catalog;
using MedAgg.Web.Features.Collections;
using MedAgg.Web.Features.Discovery;
using MedAgg.Web.Features.Experiments;
using MedAgg.Web.Features.Fetching;
using MedAgg.Web.Features.Ingestion;
using MedAgg.Web.Features.Inspection;
using MedAgg.Web.Features.Quotas;
using MedAgg.Web.Features.Samples;
using MedAgg.Web.Features.Vocabularies;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MedAgg.Web.Hosting;

/// <summary>The command tree. Exit code 0: done; 1: refused or failed, one sentence on stderr; 2: wrong usage.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = Root().Parse(args.Length == 0 ? ["serve"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string error in parsed.Errors.Select(error => error.Message).Distinct())
                await Console.Error.WriteLineAsync(error);
            await Console.Error.WriteLineAsync($"See: medagg {parsed.CommandResult.Command.Name} --help");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopPatience });
        }
        catch (RefusedException exception)
        {
            await Console.Error.WriteLineAsync(exception.Refusal.ToString());
            return ExitCode.Refused;
        }
        catch (NpgsqlException exception)
        {
            await Console.Error.WriteLineAsync($"DATABASE_UNAVAILABLE: {exception.Message}");
            return ExitCode.Refused;
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync($"SETTINGS_INVALID: {string.Join(' ', exception.Failures)}");
            return ExitCode.Refused;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("CANCELLED: stopped before the work was done");
            return ExitCode.Refused;
        }
#pragma warning disable CA1031 // the last boundary: a fault of ours is told in full, once
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"UNEXPECTED: {exception}");
            return ExitCode.Refused;
        }
#pragma warning restore CA1031
    }

    private static RootCommand Root() => new("MedAgg: find, understand, build, train and share medical imaging datasets.")
    {
        UpCommand.Create(),
        ServeCommand.Create(),
        WorkerCommand.Create(),
        InspectCommand.Create(),
        UnpackCommand.Create(),
        CheckUrlCommand.Create(),
        SampleCommand.Create(),
        SearchCommand.Create(ToolHost.OpenAsync),
        ParseQueryCommand.Create(),
        RankCommand.Create(),
        ReindexCommand.Create(ToolHost.OpenAsync),
        IngestCommand.Create(ToolHost.OpenAsync),
        JobCommand.Create(ToolHost.OpenAsync),
        CredentialCommand.Create(ToolHost.OpenAsync),
        DiscoverCommand.Create(ToolHost.OpenAsync),
        BuildCommand.Create(ToolHost.OpenAsync),
        ExperimentCommand.Create(ToolHost.OpenAsync),
        BenchCommand.Create(ToolHost.OpenAsync),
        AuditCommand.Create(ToolHost.OpenAsync),
        QuotaCommand.Create(ToolHost.OpenAsync),
        TaxonomyCommand.Create(ToolHost.OpenAsync),
        UserCommand.Create(ToolHost.OpenAsync),
    };
}
