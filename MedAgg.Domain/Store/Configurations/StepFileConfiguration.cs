using MedAgg.Domain.Experiments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class StepFileConfiguration : IEntityTypeConfiguration<StepFile>
{
    public void Configure(EntityTypeBuilder<StepFile> builder)
    {
        builder.ToTable("step_file");
        builder.Property(f => f.Key).HasMaxLength(64);
        builder.Property(f => f.Step).HasMaxLength(40);
        builder.Property(f => f.Name).HasMaxLength(200);
        builder.Property(f => f.Blob).HasMaxLength(64);
        builder.HasIndex(f => new { f.Key, f.Name }).IsUnique();
        builder.HasIndex(f => f.Blob);
    }
}
