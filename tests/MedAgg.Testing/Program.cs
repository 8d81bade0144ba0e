using MedAgg.Testing.Tcia;

// The stub of the cancer imaging archives by itself, for runs of the whole product: dotnet run --project tests/MedAgg.Testing -- tcia FOLDER [PORT]
if (args is not ["tcia", var folder, ..] || !Directory.Exists(folder))
{
    await Console.Error.WriteLineAsync("usage: tcia FOLDER [PORT]    FOLDER holds collection/patient/study UID/series UID/*.dcm; files of a collection's page lie beside its patients");
    return 2;
}

await using TciaStub stub = await TciaStub.StartAsync(StubArchive.OfFolder(folder), args is [_, _, var port, ..] ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : 0);
// Settings as environment variables, so that a shell can take them over as they are.
foreach ((string name, string? value) in stub.Settings)
    await Console.Out.WriteLineAsync($"export {name.Replace(":", "__", StringComparison.Ordinal)}={value}");
await Console.Out.FlushAsync();
using CancellationTokenSource end = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    end.Cancel();
};
using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => end.Cancel());
await Task.Delay(Timeout.Infinite, end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
return 0;
