namespace MedAgg.Web.Commands;

/// <summary>An installation opened for one command: services without a web server. Disposing it stops what it started.</summary>
internal interface IToolHost : IAsyncDisposable
{
    IServiceProvider Services { get; }
}

/// <summary>Opens the installation: migrates, seeds, and starts what runs in the background (change feed, index).</summary>
/// <param name="dataFolder">Folder from <c>--data</c>; null for the default.</param>
/// <param name="runsJobs">Whether this process works on jobs, too.</param>
internal delegate Task<IToolHost> OpenToolHost(string? dataFolder, bool runsJobs, CancellationToken cancellationToken);
