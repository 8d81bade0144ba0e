using System.Diagnostics;
using System.Globalization;

namespace MedAgg.Web.Hosting;

/// <summary>Ends a node whose supervisor is gone, so that a killed <c>up</c> leaves nothing running.</summary>
internal sealed class SupervisorWatch(IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    public const string Variable = "MEDAGG_SUPERVISOR";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out int supervisor))
            return;

        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!IsAlive(supervisor))
            {
                lifetime.StopApplication();
                return;
            }
        }
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false; // no process has this id
        }
    }
}
