using MedAgg.Jobs.Fetching;

namespace MedAgg.Jobs.Tests.Fetching;

public sealed class HostMannersTests
{
    private static readonly Uri Here = new("https://data.example.org/a");
    private static readonly Uri There = new("https://other.example.org/a");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_has_so_many_downloads_at_once_and_its_questions_do_not_wait_for_them()
    {
        HostManners manners = new(new() { MaxTransfersPerHost = 2, MaxQuestionsPerHost = 1 }, TimeProvider.System);
        IDisposable first = (await manners.EnterAsync(Here, isTransfer: true, 0, Token)).Place!;
        IDisposable second = (await manners.EnterAsync(Here, isTransfer: true, 0, Token)).Place!;

        var third = manners.EnterAsync(Here, isTransfer: true, 0, Token);
        Assert.False(third.IsCompleted);
        Assert.NotNull((await manners.EnterAsync(Here, isTransfer: false, 0, Token)).Place);
        Assert.NotNull((await manners.EnterAsync(There, isTransfer: true, 0, Token)).Place);

        first.Dispose();
        first.Dispose(); // once is once
        Assert.NotNull((await third).Place);
        Assert.False(manners.EnterAsync(Here, isTransfer: true, 0, Token).IsCompleted);
        second.Dispose();
    }

    [Fact]
    public async Task A_host_that_has_named_a_moment_is_left_alone_until_then_by_every_asker_of_that_name()
    {
        HostManners manners = new(new() { MaxRateWait = TimeSpan.FromMinutes(1), MaxTransferWait = TimeSpan.FromHours(2) }, TimeProvider.System);
        manners.Rest(Here, 0, TimeSpan.FromHours(1));

        Assert.Equal(SourceCodes.RateLimited, (await manners.EnterAsync(Here, isTransfer: false, 0, Token)).Refusal?.Code);
        Assert.False(manners.EnterAsync(Here, isTransfer: true, 0, Token).IsCompleted);
        Assert.NotNull((await manners.EnterAsync(Here, isTransfer: false, asker: 7, Token)).Place);
        Assert.NotNull((await manners.EnterAsync(There, isTransfer: false, 0, Token)).Place);
    }

    [Theory]
    [InlineData(1, null, 0.5, 1)]
    [InlineData(3, null, 2, 4)]
    [InlineData(20, null, 10, 10)]
    [InlineData(1, 90, 90, 90)]
    public void A_pause_doubles_with_a_random_share_and_is_never_shorter_than_the_source_asks(int attempt, int? asked, double least, double most)
    {
        FetchOptions options = new() { RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(10) };
        for (int i = 0; i < 100; i++)
        {
            TimeSpan pause = RetryDelay.Before(attempt, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null, options);
            Assert.InRange(pause.TotalSeconds, least, most);
        }
    }
}
