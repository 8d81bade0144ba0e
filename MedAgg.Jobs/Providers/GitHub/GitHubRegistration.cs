using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Jobs.Providers.GitHub;

internal static class GitHubRegistration
{
    public static IServiceCollection AddGitHub(this IServiceCollection services)
    {
        services.AddOptions<GitHubOptions>().BindConfiguration("Providers:GitHub").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<GitHubApi>();
        services.AddSingleton<GitTree>();
        services.AddSingleton<LfsFiles>();
        services.AddSingleton<LfsObjects>();
        services.AddSingleton<GitHubRelease>();
        services.AddSingleton<GitHubCommit>();
        services.AddSingleton<IDatasetProvider, GitHubProvider>();
        return services;
    }
}
