namespace MedAgg.Web.Hosting;

/// <summary>Defaults that follow from the data folder; files and the environment override them.</summary>
internal static class NodeConfiguration
{
    public static void PutDefaults(IConfigurationBuilder configuration, NodeSettings settings) =>
        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Storage:Folder"] = settings.Data.Blobs,
                ["Storage:WorkFolder"] = settings.Data.Work,
                ["Experiments:Folder"] = settings.Data.Experiments,
            },
        });
}
