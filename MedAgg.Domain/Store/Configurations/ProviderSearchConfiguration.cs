using MedAgg.Domain.Discovery;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class ProviderSearchConfiguration : IEntityTypeConfiguration<ProviderSearch>, IEntityTypeConfiguration<ProviderAnswer>
{
    public void Configure(EntityTypeBuilder<ProviderSearch> builder)
    {
        builder.ToTable("provider_search");
        builder.Property(s => s.Text).HasMaxLength(400);
        builder.HasMany(s => s.Answers).WithOne().HasForeignKey(a => a.SearchId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.RequestedBy, s.Id }); // a person's last questions
        builder.HasIndex(s => s.CreatedAt); // old ones are swept
    }

    public void Configure(EntityTypeBuilder<ProviderAnswer> builder)
    {
        builder.ToTable("provider_answer");
        builder.Property(a => a.Provider).HasMaxLength(60);
        builder.Property(a => a.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.FoundJson).HasColumnType("jsonb");
        builder.Property(a => a.ErrorCode).HasMaxLength(60);
        builder.Ignore(a => a.IsFinished);
        builder.HasIndex(a => new { a.SearchId, a.Provider }).IsUnique();
    }
}
