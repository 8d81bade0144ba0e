using System.Globalization;
using System.Runtime.InteropServices;

namespace MedAgg.Flow.Tests;

/// <summary>Signals and children of a process, asked of the system itself: a bare machine has neither <c>ps</c> nor <c>kill</c>.</summary>
internal static partial class Signals
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    /// <summary>Asks it to end, as a service manager does. An interrupt would not do: whatever a shell began in the background ignores it.</summary>
    public static void Terminate(int process) => Send(process, SigTerm);

    public static void Kill(int process) => Send(process, SigKill);

    /// <summary>Children of a process whose command line ends with a word.</summary>
    public static IReadOnlyList<int> Children(int parent, string lastWord) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent && LastWordOf(id) == lastWord)];

    private static int ParentOf(int process)
    {
        string stat = ReadOrEmpty($"/proc/{process}/stat"); // pid (name) state parent …: the name may hold blanks and brackets
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    private static string LastWordOf(int process) => ReadOrEmpty($"/proc/{process}/cmdline").TrimEnd('\0').Split('\0')[^1];

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // it ended meanwhile
        }
    }

    private static void Send(int process, int signal)
    {
        if (SendSignal(process, signal) != 0)
            throw new InvalidOperationException($"Process {process} could not be told to end: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
