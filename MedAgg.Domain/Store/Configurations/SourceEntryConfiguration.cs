using MedAgg.Domain.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class SourceEntryConfiguration : IEntityTypeConfiguration<SourceEntry>
{
    public void Configure(EntityTypeBuilder<SourceEntry> builder)
    {
        builder.ToTable("source_entry");
        builder.Property(e => e.Path).HasMaxLength(4096);
        builder.Property(e => e.RefusalCode).HasMaxLength(60);
        builder.ComplexProperty(e => e.Place, place =>
        {
            place.Property(p => p.Blob).HasMaxLength(64);
            place.Property(p => p.Packing).HasConversion<string>().HasMaxLength(10);
        });
        builder.HasIndex(e => new { e.IngestionId, e.Path }).IsUnique(); // an archive may name two entries alike; the manifest may not
        builder.HasIndex(e => new { e.ArtefactId });
        builder.HasOne<IngestionRequest>().WithMany().HasForeignKey(e => e.IngestionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Artefact>().WithMany().HasForeignKey(e => e.ArtefactId).OnDelete(DeleteBehavior.Cascade);
    }
}
