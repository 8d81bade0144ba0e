using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MedAgg.Domain.Teams;
using MedAgg.Web.Tests.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MedAgg.Web.Tests.Features.Ingestion;

/// <summary>A program that signs in as a person does and then asks the API.</summary>
internal sealed partial class Caller(Uri site) : IDisposable
{
    private const string Password = "a-long-password-1";

    private readonly HttpMessageInvoker _wire = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A fresh account, signed in.</summary>
    public static async Task<Caller> SignInAsync(Site site, string name)
    {
        string login = $"{name}-{Guid.NewGuid():N}";
        await using (AsyncServiceScope scope = site.Services.CreateAsyncScope())
        {
            IdentityResult made = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().CreateAsync(
                new() { UserName = login, DisplayName = name, CreatedAt = TimeProvider.System.GetUtcNow() }, Password);
            Assert.True(made.Succeeded, made.ToString());
        }

        Caller caller = new(site.Address);
        string page = await (await caller.SendAsync(HttpMethod.Get, "/account/sign-in")).Content.ReadAsStringAsync(Token);
        FormUrlEncodedContent form = new(
        [
            new("__RequestVerificationToken", AntiforgeryToken().Match(page).Groups[1].Value),
            new("_handler", Handler().Matches(page)[^1].Groups[1].Value),
            new("Form.Login", login),
            new("Form.Password", Password),
        ]);
        HttpResponseMessage answer = await caller.SendAsync(HttpMethod.Post, "/account/sign-in", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return caller;
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? content = null, Action<HttpRequestHeaders>? change = null)
    {
        HttpRequestMessage request = new(method, new Uri(site, address)) { Content = content };
        change?.Invoke(request.Headers);
        return _wire.SendAsync(request, Token);
    }

    public Task<HttpResponseMessage> PostAsync(string address, object body) =>
        SendAsync(HttpMethod.Post, address, new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"));

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;

    public void Dispose() => _wire.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();
}
