using MedAgg.Domain.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class IngestionRequestConfiguration : IEntityTypeConfiguration<IngestionRequest>
{
    public void Configure(EntityTypeBuilder<IngestionRequest> builder)
    {
        builder.ToTable("ingestion");
        builder.Property(i => i.Name).HasMaxLength(200);
        builder.Property(i => i.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.Provider).HasMaxLength(60);
        builder.Property(i => i.ErrorCode).HasMaxLength(60);
        builder.Property(i => i.RowVersion).IsRowVersion();
        builder.ComplexProperty(i => i.Source, source =>
        {
            source.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
            source.Property(s => s.Location).HasMaxLength(4096);
            source.Property(s => s.Blob).HasMaxLength(64);
            source.Property(s => s.ChoiceJson).HasColumnType("jsonb");
        });
        builder.ComplexCollection(i => i.Stages, stage =>
        {
            stage.ToJson();
            stage.Property(s => s.Name).HasConversion<string>();
            stage.Property(s => s.State).HasConversion<string>();
        });
        builder.Ignore(i => i.IsFinished);
        builder.HasIndex(i => i.Status);
        builder.HasIndex(i => i.RequestedBy);
        builder.HasIndex(i => i.VersionId);
        builder.HasIndex(i => i.DatasetId); // the next ingestion of the same source asks what the last one fetched
    }
}
