namespace MedAgg.Web.Hosting;

/// <summary>What every process of an installation must agree on.</summary>
/// <param name="ConnectionString">The PostgreSQL database that all nodes share.</param>
/// <param name="Data">Blobs, work files and logs of this machine.</param>
public sealed record NodeSettings(string ConnectionString, DataFolder Data);
