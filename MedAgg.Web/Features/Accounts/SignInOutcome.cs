namespace MedAgg.Web.Features.Accounts;

public enum SignInOutcome
{
    Done,
    Wrong,

    /// <summary>Too many wrong passwords; the account waits a quarter of an hour.</summary>
    Locked,

    /// <summary>Signed in with a one-time password that must be replaced first.</summary>
    MustChangePassword,
}
