using MedAgg.Domain.Experiments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("run");
        builder.Property(r => r.Source).HasMaxLength(4096);
        builder.Property(r => r.RedoFrom).HasMaxLength(40);
        builder.Property(r => r.InputSha256).HasMaxLength(64);
        builder.Property(r => r.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.StepsJson).HasColumnType("jsonb");
        builder.Property(r => r.MetricsJson).HasColumnType("jsonb");
        builder.Property(r => r.ErrorCode).HasMaxLength(60);
        builder.Property(r => r.RowVersion).IsRowVersion();
        builder.Ignore(r => r.IsOpen);
        builder.HasIndex(r => r.ExperimentId);
        builder.HasOne<Experiment>().WithMany().HasForeignKey(r => r.ExperimentId).OnDelete(DeleteBehavior.Cascade);
    }
}
