namespace MedAgg.Learning.Tensors;

/// <content>Weight gradients: window values by channels in registers, summed over pixels. Twelve by 32 leaves five registers for what is read.</content>
internal sealed unsafe partial class Vector512Kernels
{
    private const int TileValues = 12;
    private const int SmallTileValues = 4;
    private const int ScatteredTileValues = 9;

    public override void AddWeightGradient(in WeightGradientPass pass)
    {
        for (int channel = 0; channel < pass.PaddedChannels; channel += 2 * PanelWidth)
        {
            bool two = pass.PaddedChannels - channel > PanelWidth;
            if (pass.Run % SmallTileValues == 0)
                AddRows(pass, channel, two);
            else
                AddScattered(pass, channel, two);
        }
    }

    private static void AddRows(in WeightGradientPass pass, int channel, bool two)
    {
        nint stride = pass.PaddedChannels;
        float* sums = pass.Sums + channel;
        for (int y = 0; y < pass.WindowRows; y++)
        {
            float* input = pass.Input + y * pass.WindowRowStride;
            for (int k = 0; k < pass.Run;)
            {
                int values = pass.Run - k >= TileValues ? TileValues : SmallTileValues;
                if (two && values == TileValues)
                    Sum12x2(pass, input + k, sums, channel);
                else if (two)
                    Sum4x2(pass, input + k, sums, channel);
                else if (values == TileValues)
                    Sum12x1(pass, input + k, sums, channel);
                else
                    Sum4x1(pass, input + k, sums, channel);
                k += values;
                sums += values * stride;
            }
        }
    }

    private static void AddScattered(in WeightGradientPass pass, int channel, bool two)
    {
        float* sums = pass.Sums + channel;
        int k = 0;
        for (; k + ScatteredTileValues <= pass.WindowValues; k += ScatteredTileValues, sums += ScatteredTileValues * (nint)pass.PaddedChannels)
        {
            if (two)
                Sum9x2(pass, pass.Input, pass.WindowOffsets + k, sums, channel);
            else
                Sum9x1(pass, pass.Input, pass.WindowOffsets + k, sums, channel);
        }
        for (; k < pass.WindowValues; k++, sums += pass.PaddedChannels)
        {
            Sum1x1(pass, pass.Input + pass.WindowOffsets[k], sums, channel);
            if (two)
                Sum1x1(pass, pass.Input + pass.WindowOffsets[k], sums + PanelWidth, channel + PanelWidth);
        }
    }
}
