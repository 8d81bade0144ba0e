namespace MedAgg.Flow.Tests;

/// <summary>All flow tests share one running product and one browser; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ProductCollection : ICollectionFixture<Product>, ICollectionFixture<Browser>
{
    public const string Name = "product";
}
