using MedAgg.Domain.Ingestion;

namespace MedAgg.Web.Features.Ingestion;

/// <summary>What <c>POST /api/ingestions</c> takes: one of <see cref="Url"/>, <see cref="Upload"/> and <see cref="Path"/>.</summary>
public sealed record IngestionBody
{
    public string? Url { get; init; }

    /// <summary>What <c>POST /api/uploads</c> answered.</summary>
    public UploadAnswer? Upload { get; init; }

    /// <summary>File or folder on the server; administrators only.</summary>
    public string? Path { get; init; }

    public string? Name { get; init; }

    /// <summary>Which part is wanted; absent for all of it.</summary>
    public SourceChoice? Choice { get; init; }

    /// <summary>One of the account's stored credentials; absent takes the one for the host of the source, where there is one.</summary>
    public long? CredentialId { get; init; }

    /// <summary>Whether the terms that the source states now are accepted.</summary>
    public bool AcceptLicence { get; init; }

    public long? TeamId { get; init; }

    /// <summary>The order that these words make; a body that names nothing orders an empty address, which is refused.</summary>
    public IngestionOrder ToOrder() => new(ToSource()) { Name = Name, TeamId = TeamId };

    /// <summary>The source that these words name.</summary>
    public IngestionSource ToSource()
    {
        IngestionSource source = Upload is { } upload ? new() { Kind = SourceKind.Upload, Location = upload.Name, Blob = upload.Blob }
            : Path is { } path ? new() { Kind = SourceKind.ServerPath, Location = path }
            : new() { Kind = SourceKind.Url, Location = Url ?? "" };
        return source with { ChoiceJson = Choice?.ToJson(), CredentialId = CredentialId };
    }
}
