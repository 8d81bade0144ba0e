namespace MedAgg.Domain.Changes;

/// <summary>Changes of all nodes, as they happen (PostgreSQL <c>NOTIFY</c>).</summary>
public interface IChangeFeed
{
    /// <summary>Tells every node. Never waits for a listener.</summary>
    Task PublishAsync(Change change, CancellationToken cancellationToken);

    /// <summary>
    /// Calls <paramref name="handler"/> for each change until the subscription is disposed. After a lost connection the feed calls it
    /// with <see cref="ChangeGap"/>, because what happened meanwhile is unknown: read again.
    /// </summary>
    IDisposable Subscribe(Func<Change, Task> handler);

    /// <summary>The change that stands for "anything may have changed".</summary>
    static Change ChangeGap { get; } = new("*", "*");
}
