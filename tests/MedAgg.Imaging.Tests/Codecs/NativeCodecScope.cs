using MedAgg.Imaging.Gdcm;
using MedAgg.Imaging.Jpeg;
using MedAgg.Imaging.Pixels;

namespace MedAgg.Imaging.Tests.Codecs;

/// <summary>Native codecs are allowed while it lives.</summary>
internal sealed class NativeCodecScope : IDisposable
{
    public NativeCodecScope() => NativeCodecs.Allowed = true;

    public static bool HasGdcm => GdcmCodec.IsInstalled;

    public static void NeedGdcm() => Assert.SkipUnless(HasGdcm, "gdcmconv (libgdcm-tools) is not installed.");

    public static void NeedTurbo() => Assert.SkipUnless(TurboJpeg.IsInstalled, "libturbojpeg is not installed.");

    public void Dispose() => NativeCodecs.Allowed = false;
}
