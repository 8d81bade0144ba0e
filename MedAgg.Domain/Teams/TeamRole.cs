namespace MedAgg.Domain.Teams;

public enum TeamRole
{
    Viewer,
    Editor,
    Owner,
}
