using System.CommandLine;
using MedAgg.Web.Commands;

namespace MedAgg.Web.Features.Accounts;

/// <summary><c>user add</c> and <c>user reset</c>: accounts without a mail server.</summary>
internal static class UserCommand
{
    public static Command Create(OpenToolHost open)
    {
        var name = new Argument<string>("NAME") { Description = "User name or e-mail address." };
        var isAdministrator = new Option<bool>("--admin") { Description = "The account may administer the whole site." };
        Option<string?> data = CommonOptions.Data();
        var add = new Command("add", "Make an account with a one-time password.") { name, isAdministrator, data };
        var reset = new Command("reset", "Give an account a new one-time password and lift its lockout.") { name, data };
        add.SetAction((parsed, cancellationToken) => RunAsync(
            open, parsed.GetValue(data), accounts => accounts.AddAsync(parsed.GetRequiredValue(name), parsed.GetValue(isAdministrator), cancellationToken), cancellationToken));
        reset.SetAction((parsed, cancellationToken) => RunAsync(
            open, parsed.GetValue(data), accounts => accounts.ResetAsync(parsed.GetRequiredValue(name), cancellationToken), cancellationToken));
        return new Command("user", "Accounts.") { add, reset };
    }

    private static async Task<int> RunAsync(OpenToolHost open, string? dataFolder, Func<AccountAdministration, Task<string>> work, CancellationToken cancellationToken)
    {
        await using IToolHost host = await open(dataFolder, runsJobs: false, cancellationToken);
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        string password = await work(scope.ServiceProvider.GetRequiredService<AccountAdministration>());
        await Console.Out.WriteLineAsync(password);
        await Console.Error.WriteLineAsync("This is a one-time password: it must be changed at the first sign-in.");
        return ExitCode.Done;
    }
}
