using System.Net;
using Amazon.Runtime;

namespace MedAgg.Jobs.Storage;

/// <summary>What the SDK throws, in the words of this product: no room is a full disk, everything else a store that is away.</summary>
internal static class S3Calls
{
    private static readonly string[] FullCodes = ["QuotaExceeded", "StorageFull", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage"];

    /// <exception cref="IOException">There is no room (<see cref="DiskSpace.IsFull"/>).</exception>
    /// <exception cref="StoreAwayException">There is no answer, or not the one that was asked for.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException exception) when (FullCodes.Contains(exception.ErrorCode) || exception.StatusCode == HttpStatusCode.InsufficientStorage)
        {
            throw DiskSpace.Full("The store of the files has no room left.", exception);
        }
        catch (AmazonServiceException exception)
        {
            throw new StoreAwayException(string.IsNullOrEmpty(exception.ErrorCode) ? exception.StatusCode.ToString() : exception.ErrorCode, exception);
        }
        catch (Exception exception) when (exception is AmazonClientException or HttpRequestException or TimeoutException or EndOfStreamException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreAwayException("no answer", exception);
        }
    }
}
