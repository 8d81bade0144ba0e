using MedAgg.Imaging.Bytes;
using MedAgg.Imaging.Facts;

namespace MedAgg.Imaging.Dicom;

/// <summary>Decodes compressed frames into interleaved little-endian samples; answers why not, or null.</summary>
/// <param name="coded">One code stream a frame, its fragments joined.</param>
/// <param name="facts">What the data set says of the image.</param>
/// <param name="target">Receives exactly these frames.</param>
/// <param name="limits">Time and memory that decoding may take.</param>
/// <param name="cancellationToken">Stops the decoder.</param>
internal delegate Refusal? FrameCodec(IReadOnlyList<byte[]> coded, ImageFacts facts, Span<byte> target, ImagingLimits limits, CancellationToken cancellationToken);
