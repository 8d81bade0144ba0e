namespace MedAgg.Domain.Licences;

/// <summary>Somebody has read the terms of a dataset and accepted them. It holds for these very terms; others are asked for again.</summary>
public sealed class LicenceAcceptance
{
    private LicenceAcceptance()
    {
    }

    public LicenceAcceptance(Guid? userId, string fingerprint, string source, string? stated, DateTimeOffset now)
    {
        UserId = userId;
        Fingerprint = fingerprint;
        Source = source;
        Stated = stated;
        AcceptedAt = now;
    }

    public long Id { get; private set; }

    /// <summary>Who accepted; null for the terminal of the machine.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>See <see cref="LicenceTerms.Fingerprint"/>.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>Provider and dataset that it is about.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Licence as it was worded then; null when only the access was restricted.</summary>
    public string? Stated { get; private set; }

    public DateTimeOffset AcceptedAt { get; private set; }
}
