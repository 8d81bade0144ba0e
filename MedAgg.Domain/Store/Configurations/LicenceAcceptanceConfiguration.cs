using MedAgg.Domain.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class LicenceAcceptanceConfiguration : IEntityTypeConfiguration<LicenceAcceptance>
{
    public void Configure(EntityTypeBuilder<LicenceAcceptance> builder)
    {
        builder.ToTable("licence_acceptance");
        builder.Property(a => a.Fingerprint).HasMaxLength(64);
        builder.Property(a => a.Source).HasMaxLength(4096);
        builder.Property(a => a.Stated).HasMaxLength(400);
        builder.HasIndex(a => new { a.UserId, a.Fingerprint }).IsUnique().AreNullsDistinct(false); // the terminal has no account and accepts once as well
    }
}
