using System.CommandLine;
using System.Text.Json;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Jobs.Credentials;
using MedAgg.Web.Commands;
using MedAgg.Web.Features.Accounts;

namespace MedAgg.Web.Features.Ingestion;

/// <summary><c>credential add|list|remove</c>: what opens sources to jobs that are started from a terminal. A secret is read from standard input, never from the command line, which other accounts of the machine can see.</summary>
internal static class CredentialCommand
{
    public static Command Create(OpenToolHost open) => new("credential", "Credentials for sources, encrypted and bound to one host.") { Add(open), List(open), Remove(open) };

    private static Command Add(OpenToolHost open)
    {
        var name = new Argument<string>("NAME") { Description = "What you call it." };
        var host = new Argument<string>("HOST") { Description = "Any address at the host, for example https://www.kaggle.com." };
        var kind = new Option<CredentialKind>("--kind") { Description = "basic, bearer, header or accessKeys. Default bearer.", DefaultValueFactory = _ => CredentialKind.Bearer };
        var user = new Option<string?>("--user") { Description = "User name, header name or access key.", HelpName = "U" };
        Option<string?> data = CommonOptions.Data();
        var command = new Command("add", "Store a credential; its secret is read from standard input (one line; for accessKeys a second line may hold a session token).") { name, host, kind, user, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!Console.IsInputRedirected)
                await Console.Error.WriteAsync("Secret: ");
            string secret = await Console.In.ReadLineAsync(cancellationToken) ?? "";
            CredentialKind form = parsed.GetValue(kind);
            string? session = form is CredentialKind.AccessKeys && Console.IsInputRedirected ? await Console.In.ReadLineAsync(cancellationToken) : null;
            await using IToolHost tool = await open(parsed.GetValue(data), runsJobs: false, cancellationToken);
            (SourceCredential? stored, Refusal? refusal) = await tool.Services.GetRequiredService<CredentialVault>().StoreAsync(
                Actor.Terminal.UserId, parsed.GetRequiredValue(name), parsed.GetRequiredValue(host), new(form, parsed.GetValue(user), secret.Trim(), string.IsNullOrWhiteSpace(session) ? null : session.Trim()), cancellationToken);
            if (refusal is not null)
                throw new RefusedException(refusal);
            await Console.Out.WriteLineAsync($"{stored!.Name} for {stored.Origin}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List(OpenToolHost open)
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> data = CommonOptions.Data();
        var command = new Command("list", "Names and hosts of the terminal's credentials; no secret.") { json, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost tool = await open(parsed.GetValue(data), runsJobs: false, cancellationToken);
            IReadOnlyList<StoredCredential> stored = await tool.Services.GetRequiredService<CredentialVault>().ListAsync(Actor.Terminal.UserId, cancellationToken);
            string text = parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { credentials = stored }, JsonOutput.Options)
                : string.Join(Environment.NewLine, stored.Select(one => $"{one.Name}\t{one.Origin}\t{one.Kind}"));
            await Console.Out.WriteLineAsync(text);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Remove(OpenToolHost open)
    {
        var name = new Argument<string>("NAME") { Description = "What you called it." };
        Option<string?> data = CommonOptions.Data();
        var command = new Command("remove", "Forget a credential.") { name, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using IToolHost tool = await open(parsed.GetValue(data), runsJobs: false, cancellationToken);
            return await tool.Services.GetRequiredService<CredentialVault>().RemoveAsync(Actor.Terminal.UserId, parsed.GetRequiredValue(name), cancellationToken)
                ? ExitCode.Done
                : throw new RefusedException(DoorCodes.CredentialUnknown, $"There is no credential \"{parsed.GetRequiredValue(name)}\".");
        });
        return command;
    }
}
