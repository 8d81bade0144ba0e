using MedAgg.Domain.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class DatasetConfiguration : IEntityTypeConfiguration<Dataset>
{
    public void Configure(EntityTypeBuilder<Dataset> builder)
    {
        builder.ToTable("dataset");
        builder.Property(d => d.Slug).HasMaxLength(120); // part of addresses
        builder.HasIndex(d => d.Slug).IsUnique();
        builder.Property(d => d.Origin).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.LicenceClass).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.Access).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.Visibility).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.Provider).HasMaxLength(60);
        builder.Property(d => d.SourceUrl).HasMaxLength(2048);
        builder.Property(d => d.LicenceName).HasMaxLength(400);
        builder.Property(d => d.RowVersion).IsRowVersion();
        builder.ComplexProperty(d => d.Card, card =>
        {
            card.ToJson();
            card.ComplexProperty(c => c.Title);
            card.ComplexProperty(c => c.Description);
            card.ComplexProperty(c => c.Declared);
        });
        // Admin grids filter by these; ranked search has its own index in memory.
        builder.HasIndex(d => d.Modalities).HasMethod("gin");
        builder.HasIndex(d => d.Areas).HasMethod("gin");
        builder.HasIndex(d => d.Tags).HasMethod("gin");
        builder.HasIndex(d => d.OwnerId);
        builder.HasIndex(d => d.TeamId);
        builder.HasIndex(d => d.UpdatedAt);
    }
}
