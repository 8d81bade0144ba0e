namespace MedAgg.Web.Kit.Charts;

/// <summary>What a category stands for; decides its place and its colour.</summary>
public enum CategoryRole
{
    Value,

    /// <summary>The values after the twelfth together: last but one, grey.</summary>
    Other,

    /// <summary>Where nobody knows: always last, edged, never merged with <see cref="Other"/>.</summary>
    Unknown,
}
