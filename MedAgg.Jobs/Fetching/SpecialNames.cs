namespace MedAgg.Jobs.Fetching;

/// <summary>Names that never mean a public host, whatever a resolver answers.</summary>
internal static class SpecialNames
{
    private static readonly string[] Private = ["localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "corp", "private", "svc"];

    // Cloud metadata services by name; an allow-list does not open them.
    private static readonly string[] Metadata = ["metadata.google.internal", "metadata.goog", "metadata", "instance-data", "metadata.amazonaws.com", "metadata.azure.internal"];

    public static bool IsPrivate(string host) => Array.Exists(Private, name => IsOrIsBelow(host, name));

    public static bool IsMetadata(string host) => Array.Exists(Metadata, name => IsOrIsBelow(host, name));

    private static bool IsOrIsBelow(string host, string name) =>
        host.EndsWith(name, StringComparison.Ordinal) && (host.Length == name.Length || host[^(name.Length + 1)] == '.');
}
