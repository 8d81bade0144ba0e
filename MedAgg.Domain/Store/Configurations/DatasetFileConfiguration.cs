using MedAgg.Domain.Catalog;
using MedAgg.Domain.Inspection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class DatasetFileConfiguration : IEntityTypeConfiguration<DatasetFile>
{
    public void Configure(EntityTypeBuilder<DatasetFile> builder)
    {
        builder.ToTable("dataset_file");
        builder.Property(f => f.Path).HasMaxLength(4096); // Linux PATH_MAX, nested archives included
        builder.Property(f => f.Role).HasConversion<string>().HasMaxLength(20);
        builder.Property(f => f.Kind).HasMaxLength(20);
        builder.Property(f => f.Subkind).HasMaxLength(20);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.RefusalCode).HasMaxLength(60);
        builder.ComplexProperty(f => f.Place, place =>
        {
            place.Property(p => p.Blob).HasMaxLength(64);
            place.Property(p => p.Packing).HasConversion<string>().HasMaxLength(10);
        });
        builder.HasIndex(f => new { f.VersionId, f.Path }).IsUnique(); // a resumed ingestion cannot add a file twice
        builder.HasIndex(f => f.Sha256); // duplicates across datasets
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(f => f.VersionId).OnDelete(DeleteBehavior.Cascade);
    }
}
