using System.ComponentModel;
using System.Diagnostics;
using MedAgg.Domain.Refusals;

namespace MedAgg.Web.Hosting;

/// <summary>Runs PostgreSQL's programs as the account that may run them.</summary>
internal static class PostgresProcess
{
    /// <exception cref="RefusedException"><c>POSTGRES_FAILED</c> with what the program said.</exception>
    public static async Task RunAsync(string folder, string program, string[] arguments, CancellationToken cancellationToken)
    {
        (int exitCode, string output) = await TryRunAsync(folder, program, arguments, cancellationToken);
        if (exitCode != 0)
            throw new RefusedException("POSTGRES_FAILED", $"{program} ended with code {exitCode}: {output.Trim()}");
    }

    public static Task<(int ExitCode, string Output)> TryRunAsync(string folder, string program, string[] arguments, CancellationToken cancellationToken) =>
        RunAsync(Path.Combine(folder, program), arguments, DatabaseAccount.Name, cancellationToken);

    /// <summary>Hands a folder to the database's account; nothing to do where that is the current one.</summary>
    public static async Task GiveToAccountAsync(string folder, CancellationToken cancellationToken)
    {
        if (DatabaseAccount.Name is not { } account)
            return;

        (int exitCode, string output) = await RunAsync("/bin/chown", [account, folder], account: null, cancellationToken);
        if (exitCode != 0)
            throw new RefusedException("POSTGRES_FAILED", $"{folder} could not be given to {account}: {output.Trim()}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, string? account, CancellationToken cancellationToken)
    {
        // A started server keeps pg_ctl's output open for ever: nothing may wait for that pipe to end.
        bool leavesServer = arguments[^1] == "start";
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = "/", // the account may not be allowed to enter the current one
            RedirectStandardError = !leavesServer,
            RedirectStandardOutput = !leavesServer,
        };
        if (account is not null)
            start.UserName = account;

        try
        {
            using Process process = Process.Start(start)!;
            if (leavesServer)
            {
                await process.WaitForExitAsync(cancellationToken);
                return (process.ExitCode, "its log is server.log in the data folder");
            }

            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await error + await output);
        }
        catch (Win32Exception exception)
        {
            throw new RefusedException(new Refusal("POSTGRES_FAILED", $"{program} could not be started: {exception.Message}"), exception);
        }
    }
}
