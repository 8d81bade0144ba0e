using MedAgg.Domain.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class ArtefactConfiguration : IEntityTypeConfiguration<Artefact>
{
    public void Configure(EntityTypeBuilder<Artefact> builder)
    {
        builder.ToTable("artefact");
        builder.Property(a => a.Path).HasMaxLength(4096);
        builder.Property(a => a.Location).HasMaxLength(4096);
        builder.Property(a => a.ExpectedChecksum).HasMaxLength(160);
        builder.Property(a => a.ETag).HasMaxLength(400);
        builder.Property(a => a.Stamp).HasMaxLength(400);
        builder.Property(a => a.Mirrors).HasDefaultValueSql("'{}'");
        builder.Property(a => a.LastModified).HasMaxLength(60);
        builder.Property(a => a.Host).HasMaxLength(255); // RFC 1035
        builder.Property(a => a.Blob).HasMaxLength(64);
        builder.HasIndex(a => new { a.IngestionId, a.Ordinal }).IsUnique();
        builder.HasIndex(a => a.Blob);
        builder.HasOne<IngestionRequest>().WithMany().HasForeignKey(a => a.IngestionId).OnDelete(DeleteBehavior.Cascade);
    }
}
