using MedAgg.Domain.Refusals;
using MedAgg.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace MedAgg.Web.Features.Refusals;

/// <summary>Says a refusal in the reader's language.</summary>
public sealed class RefusalSpeech(IStringLocalizer<RefusalTexts> texts)
{
    /// <summary>
    /// One sentence. The refusal's own names file and limit and is English; a reader of Russian gets the sentence of the code,
    /// where there is one, and finds the other under <see cref="Detail"/>.
    /// </summary>
    public string Says(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.Message.Length > 0 && Language.Current == Language.English ? refusal.Message : Text(refusal.Code) ?? refusal.Message;
    }

    /// <summary>The refusal's own sentence where <see cref="Says"/> gave another one; null otherwise.</summary>
    public string? Detail(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return refusal.Message.Length == 0 || Says(refusal) == refusal.Message ? null : refusal.Message;
    }

    /// <summary>What may help; null where nobody knows.</summary>
    public string? Advice(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return Text(refusal.Code + ".Do");
    }

    private string? Text(string key) => texts[key] is { ResourceNotFound: false } found ? found.Value : null;
}
