using System.Diagnostics;
using System.Security.Cryptography;

namespace MedAgg.Web.Kit;

/// <summary>A short word that a user can tell and an administrator finds in the log.</summary>
public static class Reference
{
    /// <summary>Eight hexadecimal digits: of the running trace where there is one, else random.</summary>
    public static string New() =>
        Activity.Current?.TraceId.ToHexString()[..8] ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
}
