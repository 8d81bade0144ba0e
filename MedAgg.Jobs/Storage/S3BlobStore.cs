using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using MedAgg.Domain.Storage;
using Microsoft.Extensions.Options;

namespace MedAgg.Jobs.Storage;

/// <summary>
/// Blobs in an S3-compatible store, under <c>prefix/ab/cd/abcd…</c>. A put is atomic there; because the key is the hash, the bytes
/// pass through a local file first.
/// </summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private const long MultipartBytes = 16L << 20;
    private const int BufferBytes = 128 * 1024;

    private readonly S3Options _options;
    private readonly string _workFolder;
    private readonly AmazonS3Client _client;

    /// <exception cref="ArgumentException"><see cref="StorageOptions.S3"/> is not set.</exception>
    public S3BlobStore(IOptions<StorageOptions> options)
    {
        _options = options.Value.S3 ?? throw new ArgumentException("Storage:S3 is not set.", nameof(options));
        _workFolder = Path.Combine(Path.GetFullPath(options.Value.WorkFolder), "s3-puts");
        bool trailing = _options.TrailingChecksums;
        _client = new(new BasicAWSCredentials(_options.AccessKey, _options.SecretKey), new AmazonS3Config
        {
            ServiceURL = _options.Endpoint,
            AuthenticationRegion = _options.Region,
            ForcePathStyle = true,
            RequestChecksumCalculation = trailing ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = trailing ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    /// <inheritdoc />
    public async Task<BlobRef> PutAsync(Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_workFolder);
        string temporary = Path.Combine(_workFolder, $"{Guid.NewGuid():N}.tmp");
        try
        {
            await using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
                await DiskSpace.CopyAsync(content, file, cancellationToken);
            return await AdoptAsync(temporary, null, cancellationToken);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc />
    public async Task<BlobRef> AdoptAsync(string path, string? sha256, CancellationToken cancellationToken)
    {
        BlobRef blob = new(sha256 is null ? await HashAsync(path, cancellationToken) : BlobName.Check(sha256), new FileInfo(path).Length);
        if (await FindSizeAsync(blob.Sha256, cancellationToken) != blob.SizeBytes)
            await UploadAsync(path, blob, cancellationToken);
        File.Delete(path);
        return blob;
    }

    /// <inheritdoc />
    public async Task<Stream> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        long size = await FindSizeAsync(BlobName.Check(sha256), cancellationToken) ?? throw BlobName.Missing(sha256);
        return new S3ReadStream(_client, _options.Bucket, KeyOf(sha256), size, _options.ReadAheadBytes);
    }

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken) =>
        await FindSizeAsync(BlobName.Check(sha256), cancellationToken) is not null;

    /// <inheritdoc />
    public Task DeleteAsync(string sha256, CancellationToken cancellationToken) =>
        S3Calls.AskAsync(() => _client.DeleteObjectAsync(_options.Bucket, KeyOf(BlobName.Check(sha256)), cancellationToken), cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<BlobRef> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new() { BucketName = _options.Bucket, Prefix = _options.Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await S3Calls.AskAsync(() => _client.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            foreach (S3Object found in page.S3Objects ?? [])
            {
                string name = found.Key[(found.Key.LastIndexOf('/') + 1)..];
                if (BlobName.IsOne(name))
                    yield return new(name, found.Size ?? 0) { StoredAt = found.LastModified is { } modified ? new DateTimeOffset(modified.ToUniversalTime()) : null };
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public void Dispose() => _client.Dispose();

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private Task<bool> UploadAsync(string path, BlobRef blob, CancellationToken cancellationToken) => S3Calls.AskAsync(
        async () =>
        {
            if (blob.SizeBytes > MultipartBytes)
            {
                using TransferUtility transfer = new(_client);
                await transfer.UploadAsync(path, _options.Bucket, KeyOf(blob.Sha256), cancellationToken);
                return true;
            }

            // Signed as a whole: some stores keep the framing of signed chunks as if it were content.
            await _client.PutObjectAsync(
                new() { BucketName = _options.Bucket, Key = KeyOf(blob.Sha256), FilePath = path, UseChunkEncoding = false, ContentType = "application/octet-stream" },
                cancellationToken);
            return true;
        },
        cancellationToken);

    private Task<long?> FindSizeAsync(string sha256, CancellationToken cancellationToken) => S3Calls.AskAsync(
        async () =>
        {
            try
            {
                return (long?)(await _client.GetObjectMetadataAsync(_options.Bucket, KeyOf(sha256), cancellationToken)).ContentLength;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        },
        cancellationToken);

    private string KeyOf(string sha256) => $"{_options.Prefix}{sha256[..2]}/{sha256[2..4]}/{sha256}";
}
