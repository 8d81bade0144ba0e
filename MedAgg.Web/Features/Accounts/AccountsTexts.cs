namespace MedAgg.Web.Features.Accounts;

/// <summary>Names the texts of the account pages.</summary>
public sealed class AccountsTexts;
