using System.Diagnostics;
using System.Text.Json;

namespace MedAgg.Learning.Tests.Parity;

/// <summary>Debian's Python with a package beside it: the oracle of parity tests. A test says that it was skipped where the package is not installed.</summary>
internal static class PythonPeer
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>Runs a script that reads JSON from its input and prints JSON.</summary>
    /// <param name="module">Module that the script needs, for example <c>torch</c>.</param>
    /// <param name="package">Debian package that brings it.</param>
    public static async Task<JsonElement> RunAsync(string module, string package, string script, object ask)
    {
        if (!File.Exists(Python) || await StartAsync($"import {module}", "", TestContext.Current.CancellationToken) is not { ExitCode: 0 })
            Assert.Skip($"{module} is not installed (Debian package {package}): parity with it was not tried.");
        (int exitCode, string output, string errors) = await StartAsync(script, JsonSerializer.Serialize(ask), TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, errors);
        return JsonDocument.Parse(output).RootElement;
    }

    public static float[] Floats(JsonElement base64)
    {
        byte[] bytes = base64.GetBytesFromBase64();
        float[] values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return values;
    }

    public static string Base64(ReadOnlySpan<float> values) => Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));

    private static async Task<(int ExitCode, string Output, string Errors)> StartAsync(string script, string input, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Patience);
        ProcessStartInfo start = new(Python, ["-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration kill = stop.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), stop.Token);
            process.StandardInput.Close();
        }
        catch (IOException) when (!stop.IsCancellationRequested)
        {
            await process.WaitForExitAsync(CancellationToken.None); // it ended before it read: its errors tell why
        }
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output, await errors);
    }
}
