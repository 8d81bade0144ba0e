using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Numpy;

namespace MedAgg.Imaging.Tests.Numpy;

/// <summary>Debian's NumPy as a second opinion: it writes arrays of every type, order and version, and says what is in them.</summary>
public sealed class NumpyPeerTests
{
    // Half floats are handed out as float32 and truth values as uint8, everything little-endian and in C order.
    private const string Script =
        """
        import sys, hashlib, warnings
        import numpy as np
        from numpy.lib import format as f
        warnings.simplefilter('ignore')
        r = np.random.RandomState(7)
        n = 0
        for kind in ['b1','u1','i1','u2','i2','u4','i4','u8','i8','f2','f4','f8']:
            for order in '<>':
                for shape in [(5,), (4, 3), (3, 4, 5), (2, 3, 4, 5), (1, 6, 5, 3), (7, 1)]:
                    for fortran in [False, True]:
                        for version in [(1, 0), (2, 0), (3, 0)]:
                            a = (r.uniform(-90, 90, shape) if kind[0] in 'if' else r.randint(0, 2 if kind == 'b1' else 200, shape)).astype(np.dtype(order + kind))
                            a = np.asfortranarray(a) if fortran else np.ascontiguousarray(a)
                            p = '%s/%d.npy' % (sys.argv[1], n)
                            with open(p, 'wb') as o: f.write_array(o, a, version=version)
                            out = a.astype({'b1': '<u1', 'f2': '<f4'}.get(kind, '<' + kind))
                            print(n, hashlib.sha256(np.ascontiguousarray(out).tobytes()).hexdigest(), 'x'.join(map(str, shape)))
                            n += 1
        """;

    [Fact]
    public void Arrays_that_numpy_writes_are_read_value_for_value()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("medagg-test-");
        try
        {
            string[] lines = Run(folder.FullName);
            Assert.Equal(12 * 2 * 6 * 2 * 3, lines.Length);
            foreach (string[] line in lines.Select(line => line.Split(' ')))
            {
                using ByteSource source = ByteSource.Open(Path.Combine(folder.FullName, line[0] + ".npy"));
                NpyArray array = NpyArray.Open(source, line[0]).Value!;
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                for (long item = 0; item < array.Items; item++)
                    hash.AppendData(array.Item(item).Value!);
                Assert.Equal((line[1], line[2]), (Convert.ToHexStringLower(hash.GetHashAndReset()), string.Join('x', array.Header.Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))));
            }
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string[] Run(string folder)
    {
        if (!File.Exists("/usr/bin/python3"))
            Assert.Skip("There is no Python here.");
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (errors.GetAwaiter().GetResult() is { Length: > 0 } said)
            Assert.SkipWhen(said.Contains("ModuleNotFoundError", StringComparison.Ordinal), "NumPy is not installed here.");
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
