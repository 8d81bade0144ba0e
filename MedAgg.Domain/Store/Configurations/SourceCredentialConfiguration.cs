using MedAgg.Domain.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class SourceCredentialConfiguration : IEntityTypeConfiguration<SourceCredential>
{
    public void Configure(EntityTypeBuilder<SourceCredential> builder)
    {
        builder.ToTable("source_credential");
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.Origin).HasMaxLength(300);
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(c => new { c.OwnerId, c.Name }).IsUnique().AreNullsDistinct(false); // the terminal has one of a name as well
        builder.HasIndex(c => new { c.OwnerId, c.Origin });
    }
}
