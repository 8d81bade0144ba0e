using System.Diagnostics;
using System.Text.Json;

namespace MedAgg.Imaging.Tests.Peers;

/// <summary>Files of every family as Debian's pydicom, nibabel and Pillow write them, with the values that were put in.</summary>
internal static class PeerFiles
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Each line that it prints: path, shape, numpy's type, SHA-256 of the little-endian values in C order.</summary>
    private const string Head = """
        import sys, os, json, hashlib, numpy as np
        to = sys.argv[1]
        rng = np.random.default_rng(7)
        def say(name, a):
            a = np.ascontiguousarray(a)
            a = a.astype(a.dtype.newbyteorder("<"))
            print(json.dumps(dict(path=name, shape=list(a.shape), dtype=a.dtype.name, sha256=hashlib.sha256(a.tobytes()).hexdigest())))
        def at(name): return os.path.join(to, name)
        """;

    /// <summary>Pictures. What Pillow reads back counts, since JPEG loses and palettes are made by Pillow.</summary>
    public const string Pictures = """
        from PIL import Image
        def grad(h, w, c=0, t=np.uint8): return rng.integers(0, np.iinfo(t).max, (h, w, c) if c else (h, w)).astype(t)
        def back(name, b1=False):
            a = np.array(Image.open(at(name)))
            say(name, a.astype(np.uint8) if a.dtype == bool else a)
        grey, rgb, rgba = grad(31, 45), grad(31, 45, 3), grad(31, 45, 4)
        bits = Image.fromarray((grey > 127).astype(np.uint8) * 255).convert("1")
        pal = Image.fromarray(rgb).quantize(40)
        for name, im in dict(l=Image.fromarray(grey), la=Image.fromarray(grad(31, 45, 2), "LA"), rgb=Image.fromarray(rgb), rgba=Image.fromarray(rgba), one=bits, p=pal, p4=Image.fromarray(rgb).quantize(7)).items():
            im.save(at(f"{name}.png")); back(f"{name}.png")
        for name, im in dict(l=Image.fromarray(grey), rgb=Image.fromarray(rgb), rgba=Image.fromarray(rgba), one=bits, p=pal, f=Image.fromarray(grad(31, 45).astype(np.float32) / 7), i=Image.fromarray(grad(31, 45, 0, np.int32)), i16=Image.fromarray(grad(31, 45, 0, np.uint16)), cmyk=Image.fromarray(rgba, "CMYK")).items():
            for c in (None, "tiff_lzw", "tiff_adobe_deflate", "packbits"):
                n = f"{name}_{c}.tif"
                im.save(at(n), compression=c); back(n)
        Image.fromarray(grey).save(at("pages.tif"), save_all=True, append_images=[Image.fromarray(grey.T.copy())]); back("pages.tif")
        for name, im in dict(l=Image.fromarray(grey), rgb=Image.fromarray(rgb), p=pal, one=bits).items():
            im.save(at(f"{name}.bmp")); back(f"{name}.bmp")
        for name, im in dict(l=Image.fromarray(grey), p=pal).items():
            im.save(at(f"{name}.gif")); back(f"{name}.gif")
        for name, im in dict(l=Image.fromarray(grey), rgb=Image.fromarray(rgb)).items():
            im.save(at(f"{name}.ppm")); back(f"{name}.ppm")
        """;

    /// <summary>NIfTI and ANALYZE: voxels in file order, so that the fastest axis comes last.</summary>
    public const string Volumes = """
        import nibabel as nib
        affine = np.array([[-2.0, 0.1, 0, 90], [0.1, 2.5, 0, -126], [0, 0, 3, -72], [0, 0, 0, 1]])
        def one(name, a, cls, dtype, gz=False, order=None):
            hdr = cls.header_class(endianness=order or "<")
            hdr.set_data_dtype(dtype)
            im = cls(a.astype(dtype), affine if cls not in (nib.AnalyzeImage,) else np.diag([-2, 2.5, 3, 1]), hdr)
            nib.save(im, at(name))
            raw = np.asarray(im.dataobj).astype(dtype)
            say(name, raw.T)
        a3, a4 = rng.integers(0, 120, (7, 6, 5)), rng.integers(0, 120, (7, 6, 5, 3))
        for t in (np.uint8, np.int16, np.int32, np.float32, np.float64, np.int8, np.uint16, np.uint32, np.int64, np.uint64, np.complex64):
            one(f"n1_{t.__name__}.nii", a3, nib.Nifti1Image, t)
        for order in "<>":
            for cls, n in ((nib.Nifti1Image, "n1"), (nib.Nifti2Image, "n2")):
                one(f"{n}_{'le' if order == '<' else 'be'}.nii", a4, cls, np.int16, order=order)
                one(f"{n}_{'le' if order == '<' else 'be'}.nii.gz", a4, cls, np.float32, order=order)
            one(f"pair_{'le' if order == '<' else 'be'}.hdr", a3, nib.Nifti1Pair, np.int16, order=order)
            one(f"pair2_{'le' if order == '<' else 'be'}.hdr", a3, nib.Nifti2Pair, np.int32, order=order)
            one(f"ana_{'le' if order == '<' else 'be'}.hdr", a3, nib.AnalyzeImage, np.int16, order=order)
        """;

    /// <summary>DICOM in every native encoding and RLE.</summary>
    public const string Dicom = """
        import pydicom
        from pydicom.dataset import Dataset, FileMetaDataset
        from pydicom.uid import *
        def make(name, a, syntax, bits=None, planar=None, photometric="MONOCHROME2", rle=False, meta=True):
            ds = Dataset()
            ds.SOPClassUID, ds.SOPInstanceUID, ds.Modality, ds.PatientID = "1.2.840.10008.5.1.4.1.1.7", "2.25.9", "OT", "P"
            samples = a.shape[-1] if photometric in ("RGB", "YBR_FULL") else 1
            frames = a.shape[0] if a.ndim == (4 if samples > 1 else 3) else 1
            rows, cols = (a.shape[-3:-1] if samples > 1 else a.shape[-2:])
            ds.SamplesPerPixel, ds.Rows, ds.Columns, ds.PhotometricInterpretation = samples, rows, cols, photometric
            if frames > 1: ds.NumberOfFrames = frames
            if samples > 1: ds.PlanarConfiguration = planar or 0
            size = a.dtype.itemsize * 8
            ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = size, bits or size, (bits or size) - 1, int(a.dtype.kind == "i")
            big = syntax == ExplicitVRBigEndian
            stored = np.moveaxis(a, -1, -3) if planar else a
            raw = stored.astype(stored.dtype.newbyteorder(">" if big else "<")).tobytes()
            if len(raw) % 2: raw += b"\0"
            ds.add_new(0x7FE00010, "OW" if size > 8 else "OB", raw)
            ds.file_meta = FileMetaDataset()
            ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian if rle else syntax
            ds.is_little_endian, ds.is_implicit_VR = not big, syntax == ImplicitVRLittleEndian
            if rle: ds.compress(RLELossless, encoding_plugin="pydicom")
            pydicom.dcmwrite(at(name), ds, write_like_original=not meta)
            say(name, a)
        sets = dict(u8=rng.integers(0, 255, (9, 7)).astype(np.uint8), u16=rng.integers(0, 4095, (9, 7)).astype(np.uint16), i16=rng.integers(-2000, 2000, (9, 7)).astype(np.int16),
                    u32=rng.integers(0, 2**31, (9, 7)).astype(np.uint32), i32=rng.integers(-2**30, 2**30, (9, 7)).astype(np.int32), frames=rng.integers(0, 4095, (4, 9, 7)).astype(np.uint16))
        rgb = rng.integers(0, 255, (9, 7, 3)).astype(np.uint8)
        for key, a in sets.items():
            for label, syntax in dict(implicit=ImplicitVRLittleEndian, explicit=ExplicitVRLittleEndian, big=ExplicitVRBigEndian, deflated=DeflatedExplicitVRLittleEndian).items():
                make(f"{key}_{label}.dcm", a, syntax)
            make(f"{key}_without_preamble", a, ImplicitVRLittleEndian, meta=False)
            if a.dtype.itemsize < 4: make(f"{key}_rle.dcm", a, ExplicitVRLittleEndian, rle=True)
        for label, syntax in dict(implicit=ImplicitVRLittleEndian, explicit=ExplicitVRLittleEndian, deflated=DeflatedExplicitVRLittleEndian).items():
            for planar in (0, 1): make(f"rgb{planar}_{label}.dcm", rgb, syntax, planar=planar, photometric="RGB")
        make("rgb_frames.dcm", rng.integers(0, 255, (3, 8, 6, 3)).astype(np.uint8), ExplicitVRLittleEndian, planar=1, photometric="RGB")
        make("rgb16.dcm", rng.integers(0, 65535, (9, 7, 3)).astype(np.uint16), ExplicitVRBigEndian, planar=1, photometric="RGB")
        make("rgb_rle.dcm", rgb, ExplicitVRLittleEndian, photometric="RGB", rle=True)
        """;

    /// <summary>Runs a script and reads its lines; null where Python or a package is absent.</summary>
    public static IReadOnlyList<JsonElement>? Make(string script, string folder)
    {
        if (!File.Exists(Python))
            return null;
        ProcessStartInfo start = new(Python, ["-W", "ignore", "-c", Head + "\n" + script, folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string told = errors.GetAwaiter().GetResult();
        if (told.Contains("ModuleNotFoundError", StringComparison.Ordinal))
            return null;
        Assert.True(process.ExitCode == 0, told);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
