namespace MedAgg.Web.Commands;

/// <summary>Where a command's settings come from: the same as a node's, the file beside the program and the environment, which wins.</summary>
internal static class CommandConfiguration
{
    public static IConfiguration Read()
    {
        ConfigurationBuilder configuration = new();
        AddTo(configuration);
        return configuration.Build();
    }

    public static void AddTo(IConfigurationBuilder configuration) =>
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables();
}
