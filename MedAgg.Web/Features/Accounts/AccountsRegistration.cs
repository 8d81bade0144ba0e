using System.Threading.RateLimiting;
using MedAgg.Domain.Store;
using MedAgg.Domain.Teams;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MedAgg.Web.Features.Accounts;

/// <summary>Accounts: Identity over the store, cookies, keys shared by all nodes, the brake on guessing.</summary>
internal static class AccountsRegistration
{
    public const string GuessingLimit = "sign-in";

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration("Accounts").ValidateDataAnnotations().ValidateOnStart();
        services.AddProtectionKeys();

        services.AddIdentity<User, IdentityRole<Guid>>(AccountRules.Apply)
            .AddEntityFrameworkStores<MedAggContext>()
            .AddClaimsPrincipalFactory<PersonaFactory>()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(Configure);
        services.AddScoped<AccountAdministration>();
        services.AddScoped<SignIn>();
        services.AddScoped<Registration>();
        services.AddScoped<PasswordChange>();
        services.AddScoped<Profile>();

        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SignInRevalidation>();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(GuessingLimit, BrakeOnGuessing);
        });
        return services;
    }

    private static void Configure(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "medagg-account";
        options.LoginPath = "/account/sign-in";
        options.LogoutPath = "/account/sign-out";
        options.AccessDeniedPath = "/status/403";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = TimeSpan.FromDays(AccountRules.RememberedDays);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context => AnswerApi(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerApi(context, StatusCodes.Status403Forbidden);
    }

    // A program gets a status, a person gets a page.
    private static Task AnswerApi(Microsoft.AspNetCore.Authentication.RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    // So many posts a minute from one address; looking at the form costs nothing. The lockout of an account stands beside it.
    private static RateLimitPartition<string> BrakeOnGuessing(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<AccountOptions>>().Value.PostsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                })
            : RateLimitPartition.GetNoLimiter("");
}
