using System.Text;
using System.Text.Json;
using MedAgg.Domain.Ingestion;
using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Credentials;

/// <summary>A secret in plain form, on its way between a person, the vault and one request.</summary>
/// <param name="Kind">In which form it is shown.</param>
/// <param name="User">User name, header name or access key; null for a token.</param>
/// <param name="Secret">Password, token, header value or secret key.</param>
/// <param name="Session">Session token of temporary access keys; null otherwise.</param>
public sealed record CredentialSecret(CredentialKind Kind, string? User, string Secret, string? Session)
{
    private const int MaxCharacters = 8192;

    /// <summary>Tells the kind and never a value: records go into logs.</summary>
    public override string ToString() => $"secret of kind {Kind}";

    /// <summary>Why it cannot be used; null when it can.</summary>
    internal string? Fault() =>
        Secret.Length is 0 or > MaxCharacters || (User?.Length ?? 0) > MaxCharacters || (Session?.Length ?? 0) > MaxCharacters ? $"it is empty or has more than {MaxCharacters} characters"
        : HasControl(Secret) || HasControl(User) || HasControl(Session) ? "it holds control characters"
        : Kind is not CredentialKind.Bearer && string.IsNullOrWhiteSpace(User) ? "the user name, header name or access key is missing"
        : Kind is CredentialKind.Basic && User!.Contains(':', StringComparison.Ordinal) ? "a user name has no colon"
        : Kind is CredentialKind.Header && !User!.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? "a header name has letters, digits and hyphens only"
        : Kind is CredentialKind.Header && User!.ToLowerInvariant() is "host" or "content-length" or "transfer-encoding" or "connection" ? "that header is not a credential"
        : null;

    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static CredentialSecret? OfJson(string json) => JsonSerializer.Deserialize<CredentialSecret>(json);

    internal SourceCredentials For(Uri origin) => new(origin, Headers()) { Keys = Kind is CredentialKind.AccessKeys ? new(User!, Secret, Session) : null };

    private Dictionary<string, string> Headers() => Kind switch
    {
        CredentialKind.Basic => new() { ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}")) },
        CredentialKind.Bearer => new() { ["Authorization"] = "Bearer " + Secret },
        CredentialKind.Header => new() { [User!] = Secret },
        _ => [],
    };

    private static bool HasControl(string? text) => text?.Any(char.IsControl) ?? false;
}
