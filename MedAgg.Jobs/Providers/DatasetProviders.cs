namespace MedAgg.Jobs.Providers;

/// <summary>The registered providers, asked in the order of registration.</summary>
public sealed class DatasetProviders(IEnumerable<IDatasetProvider> providers)
{
    private readonly IReadOnlyList<IDatasetProvider> _providers = [.. providers];

    /// <summary>The first provider that recognises the source; null when none does.</summary>
    public IDatasetProvider? For(SourceAddress source) => _providers.FirstOrDefault(provider => provider.Recognises(source));

    /// <summary>The provider of that id; null when it is not registered any more.</summary>
    public IDatasetProvider? WithId(string id) => _providers.FirstOrDefault(provider => provider.Id == id);
}
