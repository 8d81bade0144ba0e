namespace MedAgg.Web.Features.Refusals;

/// <summary>Names the sentences for refusals: <c>CODE</c> says what is wrong, <c>CODE.Do</c> what may help.</summary>
public sealed class RefusalTexts;
