using MedAgg.Domain.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class DatasetVersionConfiguration : IEntityTypeConfiguration<DatasetVersion>
{
    public void Configure(EntityTypeBuilder<DatasetVersion> builder)
    {
        builder.ToTable("dataset_version");
        builder.Property(v => v.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(v => v.ManifestSha256).HasMaxLength(64);
        builder.Property(v => v.ProfileJson).HasColumnType("jsonb");
        builder.Property(v => v.SourceJson).HasColumnType("jsonb");
        builder.Property(v => v.RowVersion).IsRowVersion();
        builder.ComplexProperty(v => v.Counts, counts => counts.ToJson());
        builder.HasIndex(v => new { v.DatasetId, v.Number }).IsUnique();
        builder.HasOne<Dataset>().WithMany().HasForeignKey(v => v.DatasetId).OnDelete(DeleteBehavior.Cascade);
    }
}
