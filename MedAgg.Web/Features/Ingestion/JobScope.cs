namespace MedAgg.Web.Features.Ingestion;

/// <summary>Whose jobs a list shows.</summary>
public enum JobScope
{
    /// <summary>Those that the reader started.</summary>
    Mine,

    /// <summary>Those of the reader's teams.</summary>
    Team,

    /// <summary>Everybody's; administrators only.</summary>
    All,
}
