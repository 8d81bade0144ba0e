using MedAgg.Domain.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MedAgg.Domain.Store.Configurations;

internal sealed class TeamLimitsConfiguration : IEntityTypeConfiguration<TeamLimits>
{
    public void Configure(EntityTypeBuilder<TeamLimits> builder)
    {
        builder.ToTable("team_limits");
        builder.HasKey(l => l.TeamId);
        builder.Property(l => l.TeamId).ValueGeneratedNever();
        builder.Property(l => l.Reason).HasMaxLength(400);
        builder.Property(l => l.RowVersion).IsRowVersion();
        builder.HasOne<Team>().WithOne().HasForeignKey<TeamLimits>(l => l.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}
