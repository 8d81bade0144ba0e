using MedAgg.Learning.Speed;
using MedAgg.Learning.Tensors;

namespace MedAgg.Learning.Tests.Speed;

public sealed class KernelSpeedTests
{
    [Fact]
    public void Together_counts_each_way_by_its_time()
    {
        KernelShape shape = new(8, 16, 16, 4);
        Assert.Equal(3 / (1 / 0.5 + 1 / 0.25 + 1 / 1.0), new KernelSpeed(shape, 1e9, 0.5, 0.25, 1).Together, 1e-12);
    }

    [Fact]
    public void A_first_layer_has_no_gradient_by_its_input_and_does_not_count_one()
    {
        KernelSpeed first = new(new KernelShape(8, 1, 16, 4, IsFirst: true), 1e9, 0.5, 0.25, null);
        Assert.Equal(2 / (1 / 0.5 + 1 / 0.25), first.Together, 1e-12);
        Assert.Equal(2 * first.Shape.Operations, first.Operations);
    }

    [Fact]
    public void A_share_of_several_is_all_their_work_by_all_their_time()
    {
        KernelSpeed large = new(new KernelShape(8, 64, 64, 4), 1e9, 1, 1, 1);
        KernelSpeed small = new(new KernelShape(8, 16, 16, 4), 1e9, 0.5, 0.5, 0.5);
        Assert.Equal((16 + 1) / (16 / 1.0 + 1 / 0.5), KernelSpeed.ShareOf([large, small]), 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_way_that_training_makes_is_measured(bool isFirst)
    {
        KernelSpeed speed = KernelBench.Measure(new KernelShape(6, 3, 16, 4, IsFirst: isFirst), InstructionSets.Best, rounds: 3);
        Assert.True(speed is { Peak: > 0, Forward: > 0, WeightGradient: > 0 });
        Assert.Equal(isFirst, speed.InputGradient is null);
    }
}
