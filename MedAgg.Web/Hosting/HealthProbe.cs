using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MedAgg.Web.Hosting;

/// <summary>Asks a web node of this machine for <c>/health</c>; a bare socket, because the product's HTTP client refuses loopback.</summary>
internal static class HealthProbe
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n");

    public static async Task<bool> IsHealthyAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Request, cancellationToken);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            string? status = await reader.ReadLineAsync(cancellationToken);
            return status is not null && status.Contains(" 200 ", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false; // not listening yet
        }
    }
}
