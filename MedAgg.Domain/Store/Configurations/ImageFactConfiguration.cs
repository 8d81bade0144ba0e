using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class ImageFactConfiguration : IEntityTypeConfiguration<ImageFact>
{
    public void Configure(EntityTypeBuilder<ImageFact> builder)
    {
        builder.ToTable("image");
        builder.Property(i => i.Dimensionality).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.EvidenceJson).HasColumnType("jsonb");
        builder.HasIndex(i => i.VersionId); // dashboards load all rows of a version
        builder.HasIndex(i => i.FileId).IsUnique();
        builder.HasIndex(i => new { i.VersionId, i.SeriesKey });
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(i => i.VersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<DatasetFile>().WithOne().HasForeignKey<ImageFact>(i => i.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}
