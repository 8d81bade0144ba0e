using MedAgg.Domain.Experiments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class ExperimentConfiguration : IEntityTypeConfiguration<Experiment>
{
    public void Configure(EntityTypeBuilder<Experiment> builder)
    {
        builder.ToTable("experiment");
        builder.Property(e => e.Slug).HasMaxLength(120);
        builder.Property(e => e.Name).HasMaxLength(200);
        builder.Property(e => e.RowVersion).IsRowVersion();
        builder.HasIndex(e => e.Slug).IsUnique();
    }
}
