using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MedAgg.Jobs.Ingestion;

/// <summary>Gathers what arrives one by one: a batch is full, or a second old.</summary>
internal static class Batches
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    public static async IAsyncEnumerable<IReadOnlyList<T>> OfAsync<T>(ChannelReader<T> reader, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await reader.WaitToReadAsync(cancellationToken))
        {
            List<T> batch = new(size);
            long begun = Environment.TickCount64;
            while (batch.Count < size && Environment.TickCount64 - begun < LongestWait.TotalMilliseconds)
            {
                if (reader.TryRead(out T? item))
                    batch.Add(item);
                else if (reader.Completion.IsCompleted)
                    break;
                else
                    await Task.Delay(Breath, cancellationToken);
            }

            if (batch.Count > 0)
                yield return batch;
        }
    }
}
