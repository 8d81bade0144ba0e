namespace MedAgg.Web.Features.Vocabularies;

/// <summary>How a term stands to what the product ships.</summary>
public enum TermStanding
{
    Shipped,
    Changed,
    Added,
    SwitchedOff,
}
