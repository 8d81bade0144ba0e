namespace MedAgg.Domain.Taxonomy;

/// <summary>The taxonomy that holds on this node now: the shipped one with what administrators changed. Whoever works longer than a request asks again.</summary>
public sealed class CurrentTaxonomy(TaxonomyModel shipped)
{
    private volatile TaxonomyModel _model = shipped;

    /// <summary>Raised after <see cref="Model"/> was replaced.</summary>
    public event Action? Changed;

    /// <summary>The taxonomy as the product ships it.</summary>
    public TaxonomyModel Shipped { get; } = shipped;

    public TaxonomyModel Model => _model;

    /// <summary>Takes another model.</summary>
    public void Take(TaxonomyModel model)
    {
        _model = model;
        Changed?.Invoke();
    }
}
