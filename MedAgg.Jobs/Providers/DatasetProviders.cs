namespace MedAgg.Jobs.Providers;

/// <summary>The registered providers, asked in the order of registration.</summary>
public sealed class DatasetProviders(IEnumerable<IDatasetProvider> providers)
{
    private readonly IReadOnlyList<IDatasetProvider> _providers = [.. providers];

    /// <summary>The first provider that recognises the source; null when none does.</summary>
    public IDatasetProvider? For(SourceAddress source) => AllFor(source).FirstOrDefault();

    /// <summary>Every provider that recognises the source, in order: the first may find that it is none of its kind.</summary>
    public IEnumerable<IDatasetProvider> AllFor(SourceAddress source) => _providers.Where(provider => provider.Recognises(source));

    /// <summary>The provider of that id; null when it is not registered any more.</summary>
    public IDatasetProvider? WithId(string id) => _providers.FirstOrDefault(provider => provider.Id == id);
}
