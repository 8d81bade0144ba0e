namespace MedAgg.Domain.Teams;

/// <summary>Roles of accounts on the whole site.</summary>
public static class RoleName
{
    public const string Administrator = "administrator";
}
