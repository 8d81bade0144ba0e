using MedAgg.Domain.Experiments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class RunShareConfiguration : IEntityTypeConfiguration<RunShare>
{
    public void Configure(EntityTypeBuilder<RunShare> builder)
    {
        builder.ToTable("run_share");
        builder.Property(s => s.TokenSha256).HasMaxLength(64);
        builder.HasIndex(s => s.TokenSha256).IsUnique();
        builder.HasIndex(s => s.RunId);
        builder.HasOne<Run>().WithMany().HasForeignKey(s => s.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
