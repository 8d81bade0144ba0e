using System.Security.Cryptography;
using MedAgg.Domain.Ingestion;
using MedAgg.Domain.Refusals;
using MedAgg.Domain.Store;
using MedAgg.Jobs.Fetching;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace MedAgg.Jobs.Credentials;

/// <summary>Keeps secrets encrypted (Data Protection, keys shared by all nodes) and hands them out for one host only.</summary>
public sealed class CredentialVault(IDbContextFactory<MedAggContext> contexts, IDataProtectionProvider protection, TimeProvider clock)
{
    private const int MaxName = 100;

    private IDataProtector Protector => protection.CreateProtector("MedAgg.SourceCredentials.v1");

    /// <summary>Stores a secret under a name, or renews the one of that name and host.</summary>
    /// <param name="owner">Account that may use it; null for the terminal.</param>
    /// <param name="address">Any address at the host; scheme, host and port count.</param>
    public async Task<(SourceCredential? Stored, Refusal? Refusal)> StoreAsync(Guid? owner, string name, string address, CredentialSecret secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (OriginOf(address) is not { } origin)
            return (null, new("CREDENTIAL_INVALID", "The host is written as an address, for example https://www.kaggle.com."));
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName)
            return (null, new("CREDENTIAL_INVALID", $"The credential needs a name of at most {MaxName} characters."));
        if (secret.Fault() is { } fault)
            return (null, new("CREDENTIAL_INVALID", $"The credential cannot be used: {fault}."));

        string wrapped = Protector.Protect(secret.ToJson());
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        SourceCredential? known = await context.Credentials.SingleOrDefaultAsync(c => c.OwnerId == owner && c.Name == name.Trim(), cancellationToken);
        if (known is not null && known.Origin != origin)
            return (null, new("CREDENTIAL_INVALID", $"'{known.Name}' is for {known.Origin}; a credential never changes its host. Choose another name."));
        known?.Renew(secret.Kind, wrapped);
        if (known is null)
            context.Credentials.Add(known = new(name.Trim(), origin, secret.Kind, owner, wrapped, clock.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return (known, null);
    }

    /// <summary>What an account has, without the secrets.</summary>
    public async Task<IReadOnlyList<StoredCredential>> ListAsync(Guid? owner, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Credentials.AsNoTracking().Where(c => c.OwnerId == owner).OrderBy(c => c.Name)
            .Select(c => new StoredCredential(c.Id, c.Name, c.Origin, c.Kind, c.CreatedAt, c.UsedAt)).ToListAsync(cancellationToken);
    }

    /// <summary>Forgets a secret.</summary>
    /// <returns>False when the account has none of that name.</returns>
    public async Task<bool> RemoveAsync(Guid? owner, string name, CancellationToken cancellationToken)
    {
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Credentials.Where(c => c.OwnerId == owner && c.Name == name).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>The credentials for requests to one origin.</summary>
    /// <param name="id">The chosen one; null takes the newest of the owner for that origin, and none where there is none.</param>
    /// <param name="origin">Where they would be shown.</param>
    /// <param name="owner">Whose they must be.</param>
    public async Task<(SourceCredentials? Credentials, Refusal? Refusal)> OpenAsync(long? id, Uri origin, Guid? owner, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(origin);
        string bound = OriginOf(origin.AbsoluteUri)!;
        await using MedAggContext context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<SourceCredential> own = context.Credentials.Where(c => c.OwnerId == owner);
        SourceCredential? found = id is { } chosen
            ? await own.SingleOrDefaultAsync(c => c.Id == chosen, cancellationToken)
            : await own.Where(c => c.Origin == bound).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return id is null ? default : (null, new(SourceCodes.CredentialsMissing, "The chosen credential is not there any more."));
        if (found.Origin != bound)
            return (null, new(SourceCodes.CredentialsRefused, $"The credential '{found.Name}' is for {found.Origin} and is not shown to {bound}."));
        try
        {
            CredentialSecret secret = CredentialSecret.OfJson(Protector.Unprotect(found.ProtectedSecret))!;
            found.Use(clock.GetUtcNow());
            await context.SaveChangesAsync(cancellationToken);
            return (secret.For(new(bound)), null);
        }
        catch (CryptographicException)
        {
            return (null, new(SourceCodes.CredentialsMissing, $"The credential '{found.Name}' cannot be read with the keys of this installation; store it again."));
        }
    }

    private static string? OriginOf(string address)
    {
        string full = address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address;
        return HostText.Absolute(full.Trim()) is { } url && url.Scheme is "http" or "https" && url.IdnHost.Length > 0
            ? $"{url.Scheme}://{url.IdnHost.ToLowerInvariant()}{(url.IsDefaultPort ? "" : ":" + url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))}"
            : null;
    }
}

/// <summary>A stored credential as its owner sees it.</summary>
public sealed record StoredCredential(long Id, string Name, string Origin, CredentialKind Kind, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);
