using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MedAgg.Domain.Refusals;

namespace MedAgg.Jobs.Fetching;

/// <summary>
/// An address whose text leaves no room for two readings. What .NET connects to is <see cref="Uri.IdnHost"/>, not <see cref="Uri.Host"/>
/// (a circled "127.0.0.1" differs in the two), so the written host must be the very host that is judged.
/// </summary>
/// <param name="Url">As it will be asked.</param>
/// <param name="Host">Lower-case ASCII name without a last dot, or the address literal without brackets.</param>
/// <param name="Literal">The address when the host is one; null for a name.</param>
internal sealed partial record UrlText(Uri Url, string Host, int Port, IPAddress? Literal)
{
    private const int MaxLength = 4096;
    private const int MaxHostLength = 253; // RFC 1035
    private const int MaxLabelLength = 63;

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*):")]
    private static partial Regex Scheme { get; }

    public static UrlText? Read(string text, out Refusal? refusal)
    {
        refusal = Judge(text, out UrlText? url);
        return refusal is null ? url : null;
    }

    private static Refusal? Judge(string text, out UrlText? read)
    {
        read = null;
        if (text.Length > MaxLength)
            return new(UrlCodes.TooLong, $"The address has {text.Length.ToString(CultureInfo.InvariantCulture)} characters; the limit is {MaxLength}.");
        if (text.Length == 0 || text.Any(char.IsControl) || text.Trim().Length != text.Length)
            return Invalid("it is empty, has control characters, or begins or ends with a space");
        Match scheme = Scheme.Match(text);
        if (!scheme.Success)
            return Invalid("it does not begin with http:// or https://");
        if (scheme.Groups[1].Value.ToLowerInvariant() is not ("http" or "https"))
            return new(UrlCodes.SchemeNotAllowed, $"Addresses of the kind '{Short(scheme.Groups[1].Value)}:' are not fetched; use http:// or https://.");
        if (string.CompareOrdinal(text, scheme.Length, "//", 0, 2) != 0 || text.Contains('\\', StringComparison.Ordinal))
            return Invalid("after the scheme come two slashes, and there is no backslash");

        // Everything up to the first slash must be host and port only; other parsers split at '@', '#' or '?' in other places.
        int begin = scheme.Length + 2;
        int slash = text.IndexOf('/', begin);
        string authority = slash < 0 ? text[begin..] : text[begin..slash];
        if (authority.Any(c => c is '@' or '%' || char.IsWhiteSpace(c)))
            return Invalid("user names, percent signs and spaces have no place before the first slash; credentials go into their own field");
        int end = authority.IndexOfAny(['?', '#']);
        if (end >= 0)
            authority = authority[..end];

        if (HostText.Absolute(text) is not { } url || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            return Invalid("it cannot be read as an address");
        if (!SplitPort(authority, url, out string host, out int port))
            return Invalid("the port is not a number from 1 to 65535");
        return authority.StartsWith('[') ? JudgeIpV6(host, url, port, out read) : JudgeName(host, url, port, out read);
    }

    private static bool SplitPort(string authority, Uri url, out string host, out int port)
    {
        int colon = authority.IndexOf(':', authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) + 1 : 0);
        host = colon < 0 ? authority : authority[..colon];
        port = url.Port;
        return colon < 0 || (int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int stated) && stated == port && port is > 0 and <= 65535);
    }

    private static Refusal? JudgeIpV6(string host, Uri url, int port, out UrlText? read)
    {
        read = null;
        if (!host.EndsWith(']') || !IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return Invalid("the part in brackets is not an IPv6 address");
        read = new(url, address.ToString(), port, address);
        return null;
    }

    private static Refusal? JudgeName(string written, Uri url, int port, out UrlText? read)
    {
        read = null;
        string host = url.IdnHost;
        bool isAscii = written.All(char.IsAscii);
        if (isAscii && !string.Equals(host, written, StringComparison.OrdinalIgnoreCase))
            return Invalid("the host is written in an unusual form; write an IPv4 address as four decimal numbers");
        string name = host.EndsWith('.') ? host[..^1] : host;
        string[] labels = name.Split('.');
        if (name.Length is 0 or > MaxHostLength || Array.Exists(labels, label => !IsLabel(label)))
            return Invalid("the host name breaks the rules for names");

        // A name whose last part is a number is an IPv4 address to every resolver: only the plain form passes.
        if (!EndsInNumber(labels[^1]))
        {
            read = new(url, name, port, null);
            return null;
        }

        if (!isAscii || !IPAddress.TryParse(written, out IPAddress? address) || address.ToString() != written)
            return Invalid("the host is written in an unusual form; write an IPv4 address as four decimal numbers");
        read = new(url, written, port, address);
        return null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool EndsInNumber(string label) =>
        label.All(char.IsAsciiDigit) || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label.Skip(2).All(char.IsAsciiHexDigit));

    private static Refusal Invalid(string because) => new(UrlCodes.Invalid, $"This is not an address that can be fetched: {because}.");

    private static string Short(string text) => text.Length <= 20 ? text : text[..20];
}
