using System.IO.Pipelines;
using System.Text;

namespace MedAgg.Jobs.Tests.Fetching;

/// <summary>A connection to a server that exists only here: each request is answered with the next prepared answer.</summary>
internal sealed class ScriptedConnection : Stream
{
    private const byte TlsHandshake = 22;

    private readonly Pipe _answers = new();
    private readonly Func<string> _next;
    private readonly StringBuilder _asked = new();

    public ScriptedConnection(Func<string> next) => _next = next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        return await _answers.Reader.AsStream(leaveOpen: true).ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0 && buffer.Span[0] == TlsHandshake)
        {
            await _answers.Writer.CompleteAsync(); // there is no certificate here: whoever wants one is hung up on at once
            return;
        }

        _asked.Append(Encoding.ASCII.GetString(buffer.Span));
        while (_asked.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0)
        {
            _asked.Remove(0, end + 4);
            await _answers.Writer.WriteAsync(Encoding.ASCII.GetBytes(_next()), cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _answers.Writer.Complete();
        base.Dispose(disposing);
    }
}
