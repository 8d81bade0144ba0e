using MedAgg.Domain.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class IngestionLogLineConfiguration : IEntityTypeConfiguration<IngestionLogLine>
{
    public void Configure(EntityTypeBuilder<IngestionLogLine> builder)
    {
        builder.ToTable("ingestion_log");
        builder.Property(l => l.Stage).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(l => new { l.IngestionId, l.Id });
        builder.HasOne<IngestionRequest>().WithMany().HasForeignKey(l => l.IngestionId).OnDelete(DeleteBehavior.Cascade);
    }
}
